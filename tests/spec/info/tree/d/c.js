import "../missing.js";
import "lodash";
