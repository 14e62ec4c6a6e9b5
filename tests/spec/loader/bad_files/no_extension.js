import "./indexed/index";
