package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls of each operation, with all that each can send. */
final class ApiCalls {

  static final String ENV_VALUE = "hunter2-of-the-environment";

  /** A call. */
  @FunctionalInterface
  interface ApiUse {
    Object on(RunpodApi api) throws RunpodException, InterruptedException;
  }

  /**
   * A call of an operation.
   *
   * @param operation its id in the OpenAPI document
   */
  record Case(String operation, String what, ApiUse use) {

    @Override
    public String toString() {
      return operation + " " + what;
    }
  }

  private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

  private ApiCalls() {}

  static CreatePod create() {
    return new CreatePod(
        "dubnium-lab-head-0",
        Optional.of("runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404"),
        Optional.empty(),
        new GpuConfig("NVIDIA GeForce RTX 4090", 1),
        Cloud.SECURE,
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(),
        Map.of("API_KEY", ENV_VALUE),
        Optional.empty(),
        Optional.empty(),
        Mounts.NONE,
        false,
        false);
  }

  private static CreatePod createWithAll() {
    return new CreatePod(
        "dubnium-lab-head-0",
        Optional.of("runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404"),
        Optional.of("9x4m2p7v"),
        new GpuConfig("NVIDIA GeForce RTX 4090", 2),
        Cloud.COMMUNITY,
        List.of("US-KS-2", "EU-RO-1"),
        Optional.of("12.8"),
        OptionalInt.of(50),
        List.of("8888/http", "22/tcp"),
        Map.of("API_KEY", ENV_VALUE),
        Optional.of("--model x"),
        Optional.of("reg_1"),
        new Mounts(
            Optional.of(new Mounts.Persistent(20, "/workspace")),
            List.of(new Mounts.Network("vol_xyz", "/data"))),
        true,
        true);
  }

  private static CreatePod createFromTemplate() {
    CreatePod all = createWithAll();
    return new CreatePod(
        all.name(),
        Optional.empty(),
        all.templateId(),
        all.gpu(),
        all.cloud(),
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Mounts.NONE,
        false,
        false);
  }

  static List<Case> all() {
    return List.of(
        new Case("listPods", "", RunpodApi::listPods),
        new Case("getPod", "", api -> api.getPod("7h9k2m4n6p")),
        new Case("createPod", "with an image", api -> api.createPod(create())),
        new Case("createPod", "with everything", api -> api.createPod(createWithAll())),
        new Case("createPod", "from a template", api -> api.createPod(createFromTemplate())),
        new Case("podAction", "start", api -> api.podAction("7h9k2m4n6p", PodAction.START)),
        new Case("podAction", "stop", api -> api.podAction("7h9k2m4n6p", PodAction.STOP)),
        new Case("podAction", "restart", api -> api.podAction("7h9k2m4n6p", PodAction.RESTART)),
        new Case("deletePod", "", ApiCalls::delete),
        new Case("getPodLogs", "tail", api -> read(api, LogQuery.last(100))),
        new Case("getPodLogs", "since", api -> read(api, since())),
        new Case(
            "getPodLogs",
            "after",
            api -> read(api, LogQuery.last(100).resumedAfter("2026-06-01T12:02:03Z"))),
        new Case("listGpuTypes", "", api -> api.listGpuTypes(2, Cloud.COMMUNITY)),
        new Case("listDataCenters", "", RunpodApi::listDataCenters),
        new Case("getTemplate", "", api -> api.getTemplate("9x4m2p7v")),
        new Case("listNetworkVolumes", "", RunpodApi::listNetworkVolumes),
        new Case(
            "listPodBilling",
            "of a span",
            api ->
                api.podBilling(
                    BillingQuery.between(BillingBucket.HOUR, START, START.plusSeconds(86_400)))),
        new Case(
            "listPodBilling",
            "of the last days of a pod",
            api -> api.podBilling(BillingQuery.last(BillingBucket.DAY, 30).ofPod("7h9k2m4n6p"))));
  }

  private static LogQuery since() {
    return new LogQuery(0, Optional.of(START), Optional.empty(), false);
  }

  private static Object delete(RunpodApi api) throws RunpodException, InterruptedException {
    api.deletePod("7h9k2m4n6p");
    return List.of();
  }

  /** The first line. */
  private static Object read(RunpodApi api, LogQuery query)
      throws RunpodException, InterruptedException {
    try (PodLog log = api.podLog("7h9k2m4n6p", query)) {
      return log.next();
    }
  }
}
