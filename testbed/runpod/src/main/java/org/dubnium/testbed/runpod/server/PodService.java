package org.dubnium.testbed.runpod.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dubnium.testbed.runpod.PodLaunch;

/**
 * What answers behind one port of a pod: probes, metrics as dcgm-exporter and vLLM name them, and
 * the part of the OpenAI API that shows that a model is served.
 */
final class PodService implements AutoCloseable {

  private final PodLaunch launch;
  private final Supplier<ServiceState> state;
  private final HttpServer server;

  /** Listens on a free port of loopback. */
  PodService(PodLaunch launch, Supplier<ServiceState> state, Executor executor) throws IOException {
    this.launch = launch;
    this.state = state;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ServiceState now = state.get();
      if (!now.answers()) {
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/", "/health", "/ping" -> Exchanges.send(exchange, 200, "text/plain", "ok\n");
        case "/metrics" ->
            Exchanges.send(exchange, 200, "text/plain; version=0.0.4", metrics(now.load()));
        case "/v1/models" -> answer(exchange, models());
        case "/v1/completions" -> answer(exchange, completion("text_completion"));
        case "/v1/chat/completions" -> answer(exchange, completion("chat.completion"));
        default -> Exchanges.send(exchange, 404, "text/plain", "not found\n");
      }
    }
  }

  private void answer(HttpExchange exchange, ObjectNode json) throws IOException {
    String key = option("--api-key", launch.env().getOrDefault("VLLM_API_KEY", ""));
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (key.isEmpty() || ("Bearer " + key).equals(given)) {
      Exchanges.send(exchange, 200, "application/json", json.toString());
    } else {
      Exchanges.send(exchange, 401, "application/json", "{\"error\":\"Unauthorized\"}");
    }
  }

  private ObjectNode models() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
    json.putArray("data")
        .addObject()
        .put("id", model())
        .put("object", "model")
        .put("owned_by", "vllm");
    return json;
  }

  private ObjectNode completion(String object) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", "cmpl-1").put("object", object).put("created", 0).put("model", model());
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", "length");
    if (object.startsWith("chat")) {
      choice.putObject("message").put("role", "assistant").put("content", "yes");
    } else {
      choice.put("text", "yes");
    }
    json.putObject("usage").put("prompt_tokens", 1).put("completion_tokens", 1);
    return json;
  }

  private String metrics(int load) {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("DCGM_FI_DEV_GPU_UTIL", "DCGM_FI_DEV_FB_USED")) {
      text.append("# TYPE ").append(name).append(" gauge\n");
      for (int gpu = 0; gpu < launch.gpus(); gpu++) {
        text.append(name)
            .append(
                "{gpu=\"%d\",UUID=\"GPU-%s-%d\",device=\"nvidia%d\""
                    .formatted(gpu, launch.id(), gpu, gpu))
            .append(",modelName=\"%s\",Hostname=\"%s\"} ".formatted(launch.gpuId(), launch.id()))
            .append(name.endsWith("UTIL") ? load : 1000)
            .append('\n');
      }
    }
    return text.append("# TYPE vllm:num_requests_running gauge\n")
        .append("vllm:num_requests_running{model_name=\"%s\"} ".formatted(model()))
        .append(load > 0 ? "1.0\n" : "0.0\n")
        .toString();
  }

  private String model() {
    return option("--served-model-name", option("--model", "stand-in/model"));
  }

  private String option(String name, String otherwise) {
    List<String> words = Arrays.asList(launch.args().split(" +", -1));
    int index = words.indexOf(name);
    return index < 0 || index + 1 == words.size() ? otherwise : words.get(index + 1);
  }
}
