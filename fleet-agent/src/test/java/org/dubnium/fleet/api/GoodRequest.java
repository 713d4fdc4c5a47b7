package org.dubnium.fleet.api;

import java.util.Map;

/**
 * How a route is asked as it should be.
 *
 * @param path in which an {@code ID} stands for a rule's
 * @param status of its answer
 */
record GoodRequest(String path, String body, int status) {

  static final String RULE =
      "{\"name\":\"hot\",\"metric\":\"gpu_temperature\",\"condition\":\"gt\",\"threshold\":85}";

  static final Map<String, GoodRequest> ALL =
      Map.ofEntries(
          good("GET /", "/", "", 200),
          good("GET /assets/{version}/{folder}/{file}", "/assets/0/core/none.js", "", 404),
          good("GET /api/session", "/api/session", "", 200),
          good(
              "POST /api/session", "/api/session", "{\"token\":\"" + WholeApi.TOKEN + "\"}", 201),
          good("DELETE /api/session", "/api/session", "", 204),
          good("GET /api/metrics", "/api/metrics", "", 200),
          good(
              "GET /api/metrics/series",
              "/api/metrics/series?metrics=gpu_power&subject=gpu:gpu-1/0&step=60",
              "",
              200),
          good("GET /api/metrics/current", "/api/metrics/current", "", 200),
          good("GET /api/metrics/gpu/{nodeId}", "/api/metrics/gpu/gpu-1", "", 200),
          good("GET /api/metrics/slurm", "/api/metrics/slurm", "", 200),
          good("GET /api/metrics/history", "/api/metrics/history", "", 200),
          good(
              "GET /api/metrics/history/gpu",
              "/api/metrics/history/gpu?nodeId=gpu-1&gpu=0&step=60",
              "",
              200),
          good("GET /api/metrics/history/slurm", "/api/metrics/history/slurm", "", 200),
          good("GET /api/cluster/status", "/api/cluster/status", "", 200),
          good("GET /api/cluster/nodes", "/api/cluster/nodes", "", 200),
          good("GET /api/alerts", "/api/alerts", "", 200),
          good("POST /api/alerts", "/api/alerts", RULE, 201),
          good("GET /api/alerts/{id}", "/api/alerts/ID", "", 200),
          good("PUT /api/alerts/{id}", "/api/alerts/ID", "{\"threshold\":90}", 200),
          good("DELETE /api/alerts/{id}", "/api/alerts/ID", "", 204),
          good("GET /api/alerts/events/history", "/api/alerts/events/history?limit=5", "", 200),
          good("GET /api/alerts/events/firing", "/api/alerts/events/firing", "", 200),
          good(
              "POST /api/alerts/events/{id}/acknowledge",
              "/api/alerts/events/00000000-0000-4000-8000-000000000000/acknowledge",
              "",
              404),
          good("GET /api/mode", "/api/mode", "", 200),
          good("POST /api/mode", "/api/mode", "{\"mode\":\"compute\"}", 202),
          good("GET /api/mode/explain", "/api/mode/explain?mode=compute", "", 200),
          good("GET /api/mode/jobs/{id}", "/api/mode/jobs/9", "", 404),
          good("GET /api/models", "/api/models", "", 200),
          good("GET /api/models/server", "/api/models/server", "", 200),
          good("POST /api/models/server/sleep", "/api/models/server/sleep", "{\"level\":1}", 404),
          good("POST /api/models/server/wake", "/api/models/server/wake", "", 404),
          good("GET /api/models/{name}/explain", "/api/models/small/explain", "", 200),
          good("POST /api/models/{name}/select", "/api/models/small/select", "{}", 202),
          good("GET /api/slurm/registration", "/api/slurm/registration", "", 200),
          good("GET /api/slurm/jobs", "/api/slurm/jobs", "", 200),
          good("POST /api/slurm/jobs", "/api/slurm/jobs", "{\"wrap\":\"id\"}", 201),
          good("GET /api/slurm/jobs/{id}", "/api/slurm/jobs/2", "", 200),
          good("DELETE /api/slurm/jobs/{id}", "/api/slurm/jobs/2", "", 204),
          good("GET /api/slurm/nodes", "/api/slurm/nodes", "", 200),
          good(
              "POST /api/slurm/nodes/{node}/drain",
              "/api/slurm/nodes/vm/drain",
              "{\"reason\":\"loud\"}",
              204),
          good("POST /api/slurm/nodes/{node}/resume", "/api/slurm/nodes/vm/resume", "", 204),
          good("GET /api/pods", "/api/pods", "", 200),
          good("GET /api/pods/plan", "/api/pods/plan", "", 404),
          good("GET /api/pods/cost", "/api/pods/cost?days=3", "", 200),
          good("POST /api/pods/apply", "/api/pods/apply", "{\"plan\":\"none\"}", 404),
          good("POST /api/pods/destroy", "/api/pods/destroy", "{\"fleet\":\"lab\"}", 404),
          good("POST /api/pods/{pod}/start", "/api/pods/worker-0/start", "", 404),
          good("POST /api/pods/{pod}/stop", "/api/pods/worker-0/stop", "", 404),
          good("POST /api/pods/{pod}/adopt", "/api/pods/worker-0/adopt", "", 404),
          good(
              "POST /api/pods/{pod}/keep", "/api/pods/worker-0/keep", "{\"minutes\":60}", 404),
          good("DELETE /api/pods/{pod}", "/api/pods/worker-0", "", 404),
          good("GET /api/logs", "/api/logs", "", 200),
          good("GET /api/logs/{name}", "/api/logs/vllm?lines=2&since=0", "", 200),
          good("GET /api/agent/logs", "/api/agent/logs?lines=2", "", 200),
          good("GET /api/events", "/api/events", "", 200),
          good("GET /api/openapi.json", "/api/openapi.json", "", 200),
          good("GET /metrics", "/metrics", "", 200),
          good("GET /healthz", "/healthz", "", 200),
          good("GET /readyz", "/readyz", "", 200));

  private static Map.Entry<String, GoodRequest> good(
      String route, String path, String body, int status) {
    return Map.entry(route, new GoodRequest(path, body, status));
  }

  static GoodRequest of(String route) {
    GoodRequest good = ALL.get(route);
    if (good == null) {
      throw new AssertionError("no row for " + route + ": say what it answers");
    }
    return good;
  }
}
