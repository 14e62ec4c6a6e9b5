function logged(target: object, name: string, descriptor: PropertyDescriptor) {
  console.log("legacy", typeof target, name, typeof descriptor.value);
}
function param(_target: object, name: string, index: number) {
  console.log("parameter", name, index);
}
class C {
  @logged run(@param _a?: string) {}
}
new C().run();
