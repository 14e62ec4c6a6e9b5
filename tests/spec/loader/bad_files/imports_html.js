import "./page.html";
