import "./indexed";
