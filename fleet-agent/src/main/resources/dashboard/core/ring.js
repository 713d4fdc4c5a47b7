// The newest values of a series, in a fixed room.

export class Ring {
  #values;
  #next = 0;
  #count = 0;

  constructor(size) {
    this.#values = new Float32Array(size);
  }

  get length() {
    return this.#count;
  }

  /** null and undefined are kept as gaps. */
  push(value) {
    this.#values[this.#next] = value ?? NaN;
    this.#next = (this.#next + 1) % this.#values.length;
    this.#count = Math.min(this.#count + 1, this.#values.length);
  }

  /** From the oldest to the newest; NaN for a gap. */
  *[Symbol.iterator]() {
    const size = this.#values.length;
    for (let i = 0; i < this.#count; i++) {
      yield this.#values[(this.#next - this.#count + i + size) % size];
    }
  }
}
