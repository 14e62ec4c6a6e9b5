function Old() {
  Error.captureStackTrace(this);
  this.name = "Old";
  this.message = "by prototype";
}
Old.prototype = Object.create(Error.prototype);
throw new Old();
