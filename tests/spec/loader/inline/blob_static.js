import "blob:null/d3e5ff15-1c4d-4dfe-8b0c-8be1b8ddbc6c";
