package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import java.util.List;
import java.util.Locale;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.Reading;

/** How many GPUs there are, their handles, and where they sit. */
final class Devices {

  /** Of {@code nvmlPciInfo_t}: domain, bus and device, behind the legacy id. */
  private static final int DOMAIN_OFFSET = 16;

  private static final int BUS_OFFSET = 20;
  private static final int DEVICE_OFFSET = 24;

  /** Of its third version: {@code busId}, behind five numbers. */
  private static final int BUS_ID_OFFSET = 36;

  private Devices() {}

  static Reading<Integer> count(Fallback fallback) {
    return fallback
        .ask(
            "the number of GPUs",
            0,
            List.of(
                fallback.name(
                    Group.CORE,
                    "nvmlDeviceGetCount_v2",
                    NvmlSymbols.Core::nvmlDeviceGetCount_v2,
                    buffer -> buffer.getInt(0)),
                fallback.name(
                    Group.FIRST_NAMES,
                    "nvmlDeviceGetCount",
                    NvmlSymbols.FirstNames::nvmlDeviceGetCount,
                    buffer -> buffer.getInt(0))))
        .reading();
  }

  static Reading<Long> handle(Fallback fallback, int index) {
    return fallback
        .ask(
            "GPU " + index,
            0,
            List.of(
                fallback.name(
                    Group.CORE,
                    "nvmlDeviceGetHandleByIndex_v2",
                    out -> NvmlSymbols.Core.nvmlDeviceGetHandleByIndex_v2(index, out),
                    buffer -> buffer.getLong(0)),
                fallback.name(
                    Group.FIRST_NAMES,
                    "nvmlDeviceGetHandleByIndex",
                    out -> NvmlSymbols.FirstNames.nvmlDeviceGetHandleByIndex(index, out),
                    buffer -> buffer.getLong(0))))
        .reading();
  }

  /** {@code 00000000:01:00.0}. */
  static Reading<String> busId(Fallback fallback, int index, long device) {
    return fallback
        .ask(
            "PCI bus id of GPU " + index,
            device,
            List.of(
                fallback.name(
                    Group.CORE,
                    "nvmlDeviceGetPciInfo_v3",
                    out -> NvmlSymbols.Core.nvmlDeviceGetPciInfo_v3(device, out),
                    buffer -> NvmlCalls.textAt(buffer, BUS_ID_OFFSET)),
                fallback.name(
                    Group.PCI_INFO_V2,
                    "nvmlDeviceGetPciInfo_v2",
                    out -> NvmlSymbols.PciInfoV2.nvmlDeviceGetPciInfo_v2(device, out),
                    Devices::busId),
                fallback.name(
                    Group.PCI_INFO_V1,
                    "nvmlDeviceGetPciInfo",
                    out -> NvmlSymbols.PciInfoV1.nvmlDeviceGetPciInfo(device, out),
                    Devices::busId)))
        .reading();
  }

  /** As the third version writes it; a GPU is always function 0. */
  private static String busId(Memory buffer) {
    return String.format(
        Locale.ROOT,
        "%08X:%02X:%02X.0",
        buffer.getInt(DOMAIN_OFFSET),
        buffer.getInt(BUS_OFFSET),
        buffer.getInt(DEVICE_OFFSET));
  }
}
