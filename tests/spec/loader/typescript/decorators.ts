function logged<T extends (...args: never[]) => unknown>(method: T, context: ClassMethodDecoratorContext) {
  console.log("standard", context.kind, String(context.name));
  return method;
}
class C {
  @logged run() {}
}
new C().run();
