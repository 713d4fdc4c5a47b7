package org.dubnium.testbed.runpod.catalog;

import java.util.List;

/** A small catalog with what matters of the real one: scarce and plentiful, cheap and dear. */
public final class StandardCatalog {

  public static final String RTX_4090 = "NVIDIA GeForce RTX 4090";
  public static final String A40 = "NVIDIA A40";
  public static final String L40S = "NVIDIA L40S";
  public static final String H100 = "NVIDIA H100 80GB HBM3";

  private static final String KANSAS = "US-KS-2";
  private static final String TEXAS = "US-TX-3";
  private static final String ROMANIA = "EU-RO-1";
  private static final String CZECHIA = "EU-CZ-1";

  private static final List<GpuType> GPUS =
      List.of(
          new GpuType(RTX_4090, "RTX 4090", "ADA_24", 24, 0.69, 0.34, 8, 4),
          new GpuType(A40, "A40", "AMPERE_48", 48, 0.40, 0.32, 8, 2),
          new GpuType(L40S, "L40S", "ADA_48_PRO", 48, 0.86, 0.79, 8, 2),
          new GpuType(H100, "H100 SXM", "ADA_80_PRO", 80, 2.99, 2.69, 8, 8));

  private static final List<CpuType> CPUS =
      List.of(
          new CpuType("cpu3c", "Compute-Optimized", "Gen 3", 2, 32, 2, 0.03),
          new CpuType("cpu5g", "General Purpose", "Gen 5", 2, 32, 4, 0.04));

  private static final List<DataCenter> DATA_CENTERS =
      List.of(
          new DataCenter(
              KANSAS,
              "US Kansas 2",
              "NORTH_AMERICA",
              "US",
              true,
              List.of("STANDARD", "HIGH_PERFORMANCE"),
              List.of("SOC_2_TYPE_2", "ISO_IEC_27001")),
          new DataCenter(
              TEXAS, "US Texas 3", "NORTH_AMERICA", "US", false, List.of("STANDARD"), List.of()),
          new DataCenter(
              ROMANIA,
              "EU Romania 1",
              "EUROPE",
              "RO",
              true,
              List.of("STANDARD"),
              List.of("GDPR", "SOC_2_TYPE_2")),
          new DataCenter(
              CZECHIA, "EU Czechia 1", "EUROPE", "CZ", false, List.of(), List.of("GDPR")));

  private static final List<HostGroup> HOSTS =
      List.of(
          new HostGroup(KANSAS, Cloud.SECURE, RTX_4090, 8, "12.8", 3),
          new HostGroup(TEXAS, Cloud.SECURE, RTX_4090, 4, "12.4", 2),
          new HostGroup(ROMANIA, Cloud.SECURE, RTX_4090, 8, "12.8", 1),
          new HostGroup(CZECHIA, Cloud.COMMUNITY, RTX_4090, 4, "12.4", 3),
          new HostGroup(KANSAS, Cloud.SECURE, A40, 8, "12.8", 2),
          new HostGroup(ROMANIA, Cloud.SECURE, A40, 8, "12.4", 1),
          new HostGroup(TEXAS, Cloud.COMMUNITY, A40, 2, "12.4", 2),
          new HostGroup(ROMANIA, Cloud.SECURE, L40S, 8, "12.8", 1),
          new HostGroup(CZECHIA, Cloud.COMMUNITY, L40S, 2, "12.8", 1),
          new HostGroup(KANSAS, Cloud.SECURE, H100, 8, "13.0", 1),
          new HostGroup(CZECHIA, Cloud.COMMUNITY, H100, 8, "12.8", 1));

  private static final Catalog STANDARD = new Catalog(GPUS, CPUS, DATA_CENTERS, HOSTS);

  private StandardCatalog() {}

  public static Catalog catalog() {
    return STANDARD;
  }
}
