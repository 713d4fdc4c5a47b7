package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dubnium.daemon.adapter.nvml.SmiComparison.Field;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the comparison for real GPUs sees every field, shown on simulated ones. */
class SmiComparisonTest {

  private static final String FIRST = "GPU-d0b00000-5100-4a00-8000-000000000000 ";
  private static final String SECOND = "GPU-d0b00000-5100-4a00-8000-000000000001 ";

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  /** Sets up what the sample tells, and gives the sample with the pids of the two holders. */
  private String setUp() throws Exception {
    gpus.control("init", "--gpus", "2", "--memory", "8192", "--reserved", "100");
    gpus.control(
        "set",
        "0",
        "clocks_event_reasons=0x101",
        "ecc_volatile_corrected=5",
        "ecc_volatile_uncorrected=3",
        "utilization_gpu=3",
        "utilization_memory=1");
    gpus.control(
        "set",
        "1",
        "name=NVIDIA GeForce RTX 3060",
        "persistence_mode=0",
        "compute_mode=3",
        "clocks_event_reasons=4",
        "temperature=71",
        "clock_sm=1980",
        "clock_memory=7501");
    gpus.control(
        "unset",
        "1",
        "utilization_gpu",
        "power_mw",
        "ecc_volatile_corrected",
        "ecc_volatile_uncorrected");
    Process compute = gpus.hold("--gpu", "1", "--memory", "1000");
    Process graphics = gpus.hold("--gpu", "1", "--memory", "250", "--kind", "graphics");
    try (InputStream sample = SmiComparisonTest.class.getResourceAsStream("nvidia-smi.xml")) {
      if (sample == null) {
        throw new IOException("cannot find nvidia-smi.xml");
      }
      return new String(sample.readAllBytes(), StandardCharsets.UTF_8)
          .replace("COMPUTE", Long.toString(compute.pid()))
          .replace("GRAPHICS", Long.toString(graphics.pid()));
    }
  }

  private static List<Field> compare(GpuInventory before, String xml, GpuInventory after)
      throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    return SmiComparison.compare(before, NvidiaSmi.parse(new ByteArrayInputStream(bytes)), after);
  }

  private static List<String> differing(List<Field> fields) {
    return fields.stream().filter(field -> !field.agrees()).map(Field::name).toList();
  }

  @Test
  void everyFieldAgrees() throws Exception {
    String xml = setUp();
    GpuInventory inventory = value(gpus.probe().read());
    List<Field> fields = compare(inventory, xml, inventory);
    assertEquals(List.of(), differing(fields));
    assertEquals(2 + 2 * 19, fields.size());
  }

  @ParameterizedTest
  @CsvSource({
    "0,name=Another,name",
    "0,pci_bus_id=00000000:07:00.0,PCI bus id",
    "0,minor=3,minor number",
    "0,memory_leaked=2200000,used memory",
    "0,utilization_gpu=4,GPU utilization",
    "0,utilization_memory=4,memory utilization",
    "0,temperature=40,temperature",
    "0,power_mw=18600,power",
    "0,clock_sm=211,SM clock",
    "0,clock_memory=406,memory clock",
    "0,ecc_volatile_corrected=6,corrected ECC errors",
    "0,ecc_volatile_uncorrected=4,uncorrected ECC errors",
    "0,persistence_mode=0,persistence mode",
    "0,compute_mode=2,compute mode",
    "0,clocks_event_reasons=1,throttle reasons",
    "1,power_mw=1,power"
  })
  void aFieldThatDiffersIsSeen(int gpu, String property, String field) throws Exception {
    String xml = setUp();
    gpus.control("set", Integer.toString(gpu), property);
    GpuInventory inventory = value(gpus.probe().read());
    List<String> differing = differing(compare(inventory, xml, inventory));
    // More memory used is less memory free.
    List<String> consequences = List.of(FIRST + "free memory");
    assertEquals(
        List.of((gpu == 0 ? FIRST : SECOND) + field),
        differing.stream().filter(name -> !consequences.contains(name)).toList());
  }

  @Test
  void aProcessThatOnlyOneOfThemToldIsSeen() throws Exception {
    String xml = setUp();
    gpus.hold("--memory", "0");
    GpuInventory inventory = value(gpus.probe().read());
    assertEquals(List.of(FIRST + "processes"), differing(compare(inventory, xml, inventory)));
  }

  @Test
  void whatChangesWhileNvidiaSmiRunsMayLieBetween() throws Exception {
    String xml = setUp();
    NvmlGpuProbe probe = gpus.probe();
    gpus.control("set", "0", "temperature=35");
    GpuInventory before = value(probe.read());
    gpus.control("set", "0", "temperature=38");
    GpuInventory after = value(probe.read());
    assertEquals(List.of(), differing(compare(before, xml, after)));
  }

  @Test
  void aGpuThatIsMissingIsSeen() throws Exception {
    String xml = setUp();
    gpus.control("init");
    GpuInventory inventory = value(gpus.probe().read());
    List<String> differing = differing(compare(inventory, xml, inventory));
    assertEquals("number of GPUs", differing.getFirst());
    assertEquals(SECOND + "present", differing.getLast());
  }
}
