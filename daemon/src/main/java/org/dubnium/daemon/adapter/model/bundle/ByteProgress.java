package org.dubnium.daemon.adapter.model.bundle;

/** Receives the progress of work on many bytes, on the thread that does it. */
public interface ByteProgress {

  /** Ignores all progress. */
  ByteProgress NONE =
      new ByteProgress() {
        @Override
        public void begin(String doing, long bytes) {}

        @Override
        public void file(String name) {}

        @Override
        public void advance(long bytes) {}
      };

  /**
   * Work begins.
   *
   * @param doing in a word, such as "copying"
   * @param bytes how much there is to do
   */
  void begin(String doing, long bytes);

  /** The file that comes next. */
  void file(String name);

  /** So much more was done. */
  void advance(long bytes);
}
