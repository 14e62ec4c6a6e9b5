// runtime/builtins/web/streams/queue.js: first-in first-out queues of the stream controllers.

const kCompactAt = 512;

/** A queue on an array: `shift` moves an index, and the array only now and then. */
export class Queue {
  #items = [];
  #head = 0;

  get length() {
    return this.#items.length - this.#head;
  }

  push(item) {
    this.#items.push(item);
  }

  peek() {
    return this.#items[this.#head];
  }

  peekLast() {
    return this.#items[this.#items.length - 1];
  }

  replaceLast(item) {
    this.#items[this.#items.length - 1] = item;
  }

  shift() {
    const items = this.#items;
    const item = items[this.#head];
    items[this.#head++] = undefined;
    if (this.#head === items.length) {
      items.length = 0;
      this.#head = 0;
    } else if (this.#head >= kCompactAt && this.#head * 2 >= items.length) {
      this.#items = items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  clear() {
    this.#items = [];
    this.#head = 0;
  }

  /** Empties the queue and gives what was in it. */
  takeAll() {
    const items = this.#items.slice(this.#head);
    this.clear();
    return items;
  }
}

/**
 * Chunks with their sizes. https://streams.spec.whatwg.org/#queue-with-sizes
 */
export class SizedQueue {
  #values = new Queue();
  // Sizes are kept only once one differs from 1, which is what the default strategy gives.
  #sizes = null;
  #totalSize = 0;

  get length() {
    return this.#values.length;
  }

  get totalSize() {
    return this.#sizes === null ? this.#values.length : this.#totalSize;
  }

  push(value, size) {
    if (this.#sizes === null && size !== 1) {
      this.#sizes = new Queue();
      for (let i = 0; i < this.#values.length; i++) this.#sizes.push(1);
      this.#totalSize = this.#values.length;
    }
    if (this.#sizes !== null) {
      this.#sizes.push(size);
      this.#totalSize += size;
    }
    this.#values.push(value);
  }

  peek() {
    return this.#values.peek();
  }

  shift() {
    if (this.#sizes !== null) {
      this.#totalSize -= this.#sizes.shift();
      // Sums of fractions can end a little below zero.
      if (this.#totalSize < 0) this.#totalSize = 0;
    }
    return this.#values.shift();
  }

  clear() {
    this.#values.clear();
    this.#sizes = null;
    this.#totalSize = 0;
  }
}
