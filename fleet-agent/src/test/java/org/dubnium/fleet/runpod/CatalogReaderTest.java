package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documented answers about other things than pods. */
class CatalogReaderTest {

  private static final OpenApi API = new OpenApi();

  private static String example(String operation) {
    return API.operation(operation)
        .node()
        .at("/responses/200/content/application~1json/examples")
        .iterator()
        .next()
        .path("value")
        .toString();
  }

  private static RunpodClient answering(String body) {
    return new CannedServer().json(200, body).client();
  }

  @Test
  void readsGpuTypes() throws Exception {
    assertEquals(
        List.of(
            new GpuType(
                "NVIDIA GeForce RTX 4090",
                "RTX 4090",
                "NVIDIA",
                24,
                Map.of(
                    Cloud.SECURE, new GpuType.Offer(0.44, 8),
                    Cloud.COMMUNITY, new GpuType.Offer(0.31, 4)),
                Availability.HIGH,
                List.of(new Stock("US-KS-2", "US Kansas 2", Availability.HIGH)))),
        answering(example("listGpuTypes")).listGpuTypes(1, Cloud.SECURE));
  }

  @Test
  void cloudThatDoesNotHaveATypeOffersNone() throws Exception {
    String gpus =
        example("listGpuTypes")
            .replace("\"community\":true", "\"community\":false")
            .replace("\"HIGH\"", "\"PLENTY\"");
    GpuType type = answering(gpus).listGpuTypes(1, Cloud.SECURE).getFirst();
    assertEquals(Set.of(Cloud.SECURE), type.offers().keySet());
    assertEquals(Availability.UNKNOWN, type.availability());
  }

  @Test
  void readsDataCenters() throws Exception {
    assertEquals(
        List.of(
            new DataCenter(
                "US-KS-2",
                "US Kansas 2",
                "NORTH_AMERICA",
                true,
                Set.of(VolumeType.STANDARD, VolumeType.HIGH_PERFORMANCE),
                List.of(new Stock("NVIDIA GeForce RTX 4090", "RTX 4090", Availability.HIGH)))),
        answering(example("listDataCenters")).listDataCenters());
  }

  @Test
  void readsTemplatesAndVolumes() throws Exception {
    assertEquals(
        new Template(
            "9x4m2p7v",
            "PyTorch GPU Template",
            "runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404",
            false),
        answering(example("getTemplate")).getTemplate("9x4m2p7v"));
    assertEquals(
        List.of(
            new NetworkVolume(
                "2q9m7x4c", "training-dataset", 100, "US-KS-2", VolumeType.HIGH_PERFORMANCE)),
        answering(example("listNetworkVolumes")).listNetworkVolumes());
  }

  @Test
  void readsWhatPodsHaveCost() throws Exception {
    Instant start = Instant.parse("2026-06-01T00:00:00Z");
    Instant end = Instant.parse("2026-06-02T00:00:00Z");
    PodBilling.Amounts amounts = new PodBilling.Amounts(12.34, 11.1, 0, 1.24);
    assertEquals(
        new PodBilling(
            List.of(new PodBilling.Entry("7h9k2m4n6p", start, end, amounts)),
            start,
            end,
            BillingBucket.DAY,
            amounts),
        answering(example("listPodBilling"))
            .podBilling(BillingQuery.last(BillingBucket.DAY, 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "gpuAmount":11.1    | "gpuAmount":"11.1" | records[0].gpuAmount is not a number
          "recordCount":1,    | ''                 | ''
          "totalAmount":12.34 | "other":1          | records[0].totalAmount is missing
          "bucketSize":"day"  | "other":1          | query.bucketSize is missing
          """)
  void fieldOfABillIsNamed(String field, String instead, String error) throws Exception {
    RunpodClient client = answering(example("listPodBilling").replace(field, instead));
    BillingQuery query = BillingQuery.last(BillingBucket.DAY, 1);
    if (error.isEmpty()) {
      assertEquals(1, client.podBilling(query).entries().size());
      return;
    }
    RunpodException wrong = assertThrows(RunpodException.class, () -> client.podBilling(query));
    assertTrue(String.valueOf(wrong.getMessage()).contains(error), wrong.getMessage());
  }
}
