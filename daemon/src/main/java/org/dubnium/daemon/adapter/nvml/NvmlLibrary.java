package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * NVML's shared library, loaded, with the groups of symbols that it has bound to {@link
 * NvmlSymbols}. Those are static, so one library can be open at a time.
 */
final class NvmlLibrary implements AutoCloseable {

  /** A group of symbols; all but {@link #CORE} may be missing. */
  enum Group {
    CORE(NvmlSymbols.Core.class),
    TELEMETRY(NvmlSymbols.Telemetry.class),
    TEMPERATURE(NvmlSymbols.Temperature.class),
    FIRST_NAMES(NvmlSymbols.FirstNames.class),
    PCI_INFO_V1(NvmlSymbols.PciInfoV1.class),
    PCI_INFO_V2(NvmlSymbols.PciInfoV2.class),
    FIELD_VALUES(NvmlSymbols.FieldValues.class),
    MEMORY_V2(NvmlSymbols.MemoryV2.class),
    EVENT_REASONS(NvmlSymbols.EventReasons.class),
    THROTTLE_REASONS(NvmlSymbols.ThrottleReasons.class),
    PROCESSES_V1(NvmlSymbols.ProcessesV1.class),
    PROCESSES_V2(NvmlSymbols.ProcessesV2.class),
    PROCESSES_V3(NvmlSymbols.ProcessesV3.class),
    MPS_PROCESSES_V1(NvmlSymbols.MpsProcessesV1.class),
    MPS_PROCESSES_V2(NvmlSymbols.MpsProcessesV2.class),
    MPS_PROCESSES_V3(NvmlSymbols.MpsProcessesV3.class),
    EVENTS(NvmlSymbols.Events.class),
    EVENT_WAIT_V1(NvmlSymbols.EventWaitV1.class),
    EVENT_WAIT_V2(NvmlSymbols.EventWaitV2.class);

    private final Class<?> symbols;

    Group(Class<?> symbols) {
      this.symbols = symbols;
    }
  }

  /** What came of loading it. */
  sealed interface Loading {

    record Loaded(NvmlLibrary library) implements Loading {}

    /**
     * There is no such library, or the linker refuses it.
     *
     * @param why the linker's own words
     */
    record Missing(String why) implements Loading {}

    /** There is one, but it is not NVML: it lacks a symbol that every NVML has. */
    record Foreign(String symbol) implements Loading {}
  }

  private static final AtomicBoolean OPEN = new AtomicBoolean();

  private final NativeLibrary library;

  /** Groups that were asked for: the symbol that is missing, or empty for one that is bound. */
  private final Map<Group, Optional<String>> looked = new EnumMap<>(Group.class);

  private NvmlLibrary(NativeLibrary library) {
    this.library = library;
  }

  /**
   * Loads the library.
   *
   * @param name a path, or a soname that the dynamic linker finds
   */
  static Loading open(String name) {
    if (!OPEN.compareAndSet(false, true)) {
      throw new IllegalStateException("cannot load " + name + ": an NVML library is open already");
    }
    NativeLibrary found;
    try {
      found = NativeLibrary.getInstance(name);
    } catch (UnsatisfiedLinkError refused) {
      OPEN.set(false);
      return new Loading.Missing(linkerSaid(refused));
    }
    NvmlLibrary library = new NvmlLibrary(found);
    Optional<String> symbol = library.missingFrom(Group.CORE);
    if (symbol.isPresent()) {
      library.close();
      return new Loading.Foreign(symbol.get());
    }
    return new Loading.Loaded(library);
  }

  /** JNA puts a heading above dlopen's messages and repeats them for every place it tried. */
  private static String linkerSaid(UnsatisfiedLinkError refused) {
    return String.valueOf(refused.getMessage())
        .lines()
        .skip(1)
        .findFirst()
        .orElse(refused.toString());
  }

  private Optional<String> firstMissing(Group group) {
    return Arrays.stream(group.symbols.getDeclaredMethods())
        .filter(method -> Modifier.isNative(method.getModifiers()))
        .map(Method::getName)
        .sorted()
        .filter(symbol -> !exports(symbol))
        .findFirst();
  }

  private boolean exports(String symbol) {
    try {
      return library.getGlobalVariableAddress(symbol) != null;
    } catch (UnsatisfiedLinkError missing) {
      return false; // the only way in which JNA tells this
    }
  }

  /**
   * The first symbol that keeps a group from being used, or empty if the group is there. It is bound
   * when it is first asked for: most drivers never need the older names.
   */
  synchronized Optional<String> missingFrom(Group group) {
    return looked.computeIfAbsent(group, this::bind);
  }

  private Optional<String> bind(Group group) {
    Optional<String> missing = firstMissing(group);
    if (missing.isEmpty()) {
      Native.register(group.symbols, library);
    }
    return missing;
  }

  boolean has(Group group) {
    return missingFrom(group).isEmpty();
  }

  /** Unloads it. No call may be under way. */
  @Override
  public synchronized void close() {
    looked.forEach(
        (group, missing) -> {
          if (missing.isEmpty()) {
            Native.unregister(group.symbols);
          }
        });
    library.close();
    OPEN.set(false);
  }
}
