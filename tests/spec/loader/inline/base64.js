import "data:text/javascript;base64,!!";
