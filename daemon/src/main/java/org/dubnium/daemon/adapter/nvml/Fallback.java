package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Asks for something that NVML has under several names, newest first. A driver may lack a name, or
 * have it and refuse all the same while an older one answers (WSL, old boards under new drivers):
 * both times the next is asked. For each GPU it is remembered from where on it is worth asking,
 * until NVML is initialised anew.
 */
final class Fallback {

  /** Refusals that another question to the same driver does not change. */
  private static final Set<NvmlReturn> FOR_GOOD =
      Set.of(
          NvmlReturn.NOT_SUPPORTED,
          NvmlReturn.FUNCTION_NOT_FOUND,
          NvmlReturn.ARGUMENT_VERSION_MISMATCH,
          NvmlReturn.DEPRECATED);

  /**
   * One name of it.
   *
   * @param group without which it is not asked
   * @param ask calls the entry point
   * @param reader takes the answer out of the buffer after success
   */
  record Name<T>(
      Group group, String entryPoint, Supplier<NvmlReturn> ask, NvmlCalls.BufferReader<Reading<T>> reader) {}

  /**
   * What came of asking.
   *
   * @param reading why there is none tells of the first refusal that says more than that there is no
   *     such thing, else of the last
   * @param refusals codes of the names that were asked in vain, in their order
   */
  record Answer<T>(Reading<T> reading, List<NvmlReturn> refusals) {

    /** Whether nothing answered and the last name said that the GPU has no such thing. */
    boolean isNotSupported() {
      return !reading.isAvailable()
          && !refusals.isEmpty()
          && refusals.getLast().equals(NvmlReturn.NOT_SUPPORTED);
    }
  }

  private record Asked(String what, long device) {}

  private final NvmlCalls calls;
  private final Map<Asked, Integer> firstWorthAsking = new HashMap<>();

  Fallback(NvmlCalls calls) {
    this.calls = calls;
  }

  /** A name whose entry point writes to the calls' buffer. */
  <T> Name<T> name(
      Group group, String entryPoint, NvmlCalls.Call call, NvmlCalls.BufferReader<T> reader) {
    return new Name<>(
        group,
        entryPoint,
        () -> calls.call(entryPoint, call),
        (Memory buffer) -> Reading.of(reader.read(buffer)));
  }

  /**
   * Asks.
   *
   * @param what it is, as in "cannot read …"
   * @param device 0 for what belongs to no GPU
   * @param names newest first; at least one
   */
  <T> Answer<T> ask(String what, long device, List<Name<T>> names) {
    Asked asked = new Asked(what, device);
    List<NvmlReturn> refusals = new ArrayList<>();
    Reading<T> told = null;
    boolean forGood = true;
    for (int i = firstWorthAsking.getOrDefault(asked, 0); i < names.size(); i++) {
      Name<T> name = names.get(i);
      if (!calls.library().has(name.group())) {
        continue;
      }
      NvmlReturn code = name.ask().get();
      if (code.isSuccess()) {
        if (forGood) {
          firstWorthAsking.put(asked, i);
        }
        return new Answer<>(name.reader().read(calls.buffer()), refusals);
      }
      refusals.add(code);
      if (told == null || forGood) {
        told = NvmlCalls.refused(what, name.entryPoint(), code);
      }
      forGood &= FOR_GOOD.contains(code);
      if (!code.isOfOneNameOnly()) {
        break;
      }
    }
    return new Answer<>(told == null ? missing(what, names) : told, refusals);
  }

  private <T> Reading<T> missing(String what, List<Name<T>> names) {
    Group oldest = names.getLast().group();
    String symbol = calls.library().missingFrom(oldest).orElse(names.getLast().entryPoint());
    return Reading.unavailable("cannot read " + what + ": the driver has no " + symbol);
  }
}
