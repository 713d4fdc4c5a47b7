package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Calls NVML for one thread, through one native buffer that every call reuses. Each answer is a
 * reading: what was returned, or which entry point refused with which code.
 */
final class NvmlCalls {

  /** NVML_DEVICE_UUID_V2_BUFFER_SIZE and NVML_DEVICE_NAME_V2_BUFFER_SIZE, the longest texts. */
  static final int TEXT_LENGTH = 96;

  /** An entry point with its arguments, given the address of the buffer to write to. */
  @FunctionalInterface
  interface Call {
    int at(long address);
  }

  private final NvmlLibrary library;
  private final CallTrace trace;
  private Memory buffer = new Memory(4096);
  private boolean sessionEnded;
  private boolean gpuLost;

  NvmlCalls(NvmlLibrary library, CallTrace trace) {
    this.library = library;
    this.trace = trace;
  }

  NvmlLibrary library() {
    return library;
  }

  /** Calls, and returns the code. */
  NvmlReturn call(String entryPoint, Call call) {
    trace.enter(entryPoint);
    NvmlReturn code = new NvmlReturn(call.at(Pointer.nativeValue(buffer)));
    sessionEnded |= code.endsSession();
    gpuLost |= code.equals(NvmlReturn.GPU_IS_LOST);
    return code;
  }

  /** Whether an answer said that NVML must be initialised anew. */
  boolean sessionEnded() {
    return sessionEnded;
  }

  /** Whether an answer since this was last asked said that the GPU is lost. */
  boolean toldGpuLost() {
    boolean told = gpuLost;
    gpuLost = false;
    return told;
  }

  /** The buffer that the last call wrote to. */
  Memory buffer() {
    return buffer;
  }

  /** Makes the buffer at least that long; what it held is lost. */
  void reserve(long bytes) {
    if (buffer.size() < bytes) {
      buffer = new Memory(bytes);
    }
  }

  /** Reads whatever the call left in the buffer. */
  <T> Reading<T> read(
      Group group, String what, String entryPoint, Call call, BufferReader<T> reader) {
    Optional<String> missing = library.missingFrom(group);
    if (missing.isPresent()) {
      return Reading.unavailable("cannot read " + what + ": the driver has no " + missing.get());
    }
    NvmlReturn code = call(entryPoint, call);
    return code.isSuccess() ? Reading.of(reader.read(buffer)) : refused(what, entryPoint, code);
  }

  /** Takes a value out of the buffer. */
  @FunctionalInterface
  interface BufferReader<T> {
    T read(Memory buffer);
  }

  Reading<Integer> number(Group group, String what, String entryPoint, Call call) {
    return read(group, what, entryPoint, call, memory -> memory.getInt(0));
  }

  Reading<Long> longNumber(Group group, String what, String entryPoint, Call call) {
    return read(group, what, entryPoint, call, memory -> memory.getLong(0));
  }

  Reading<String> text(Group group, String what, String entryPoint, Call call) {
    return read(group, what, entryPoint, call, memory -> textAt(memory, 0));
  }

  static String textAt(Memory memory, long offset) {
    return memory.getString(offset, StandardCharsets.UTF_8.name());
  }

  static <T> Reading<T> refused(String what, String entryPoint, NvmlReturn code) {
    return Reading.unavailable("cannot read " + what + ": " + entryPoint + " answered " + code);
  }
}
