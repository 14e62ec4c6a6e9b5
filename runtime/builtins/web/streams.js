// runtime/builtins/web/streams.js: the public classes of the Streams Standard.
// https://streams.spec.whatwg.org/
export {
  ReadableByteStreamController, ReadableStreamBYOBRequest,
} from "bailey:web/streams/byte_controller_class";
export { ReadableStreamDefaultController } from "bailey:web/streams/default_controller";
export { ReadableStream } from "bailey:web/streams/readable";
export { ReadableStreamBYOBReader, ReadableStreamDefaultReader } from "bailey:web/streams/readers";
export { ByteLengthQueuingStrategy, CountQueuingStrategy } from "bailey:web/streams/strategies";
export { TransformStream, TransformStreamDefaultController } from "bailey:web/streams/transform";
export { WritableStream, WritableStreamDefaultWriter } from "bailey:web/streams/writable";
export { WritableStreamDefaultController } from "bailey:web/streams/writable_controller";
