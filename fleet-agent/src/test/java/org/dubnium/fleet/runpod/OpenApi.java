package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okio.Buffer;

/** RunPod's OpenAPI document, as it was published, and whether requests and answers match it. */
final class OpenApi {

  private static final Path FILE = Path.of("..", "testbed", "runpod", "openapi-v2.json");
  private static final String ADDRESS = "https://api.example/openapi-v2.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An operation.
   *
   * @param pointer to it in the document
   */
  record Operation(String id, String method, String path, String pointer, JsonNode node) {

    boolean matches(String asked, String askedPath) {
      String pattern = Pattern.quote(path).replaceAll("\\{[a-zA-Z]+}", "\\\\E[^/]+\\\\Q");
      return asked.equals(method) && askedPath.matches(pattern);
    }
  }

  private final JsonNode document;
  private final SchemaRegistry schemas;
  private final List<Operation> operations = new ArrayList<>();

  OpenApi() {
    try {
      String text = Files.readString(FILE);
      document = JSON.readTree(text);
      schemas =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              registry -> registry.schemas(Map.of(ADDRESS, text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        operations.add(
            new Operation(
                method.getValue().path("operationId").asText(),
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                "#/paths/" + path.getKey().replace("/", "~1") + "/" + method.getKey(),
                method.getValue()));
      }
    }
  }

  Operation operation(String id) {
    return operations.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** The operation that a request is for; of two, the one without parameters in its path. */
  Operation operationOf(Request request) {
    return operations.stream()
        .filter(each -> each.matches(request.method(), request.url().encodedPath()))
        .min((one, two) -> Boolean.compare(one.path().contains("{"), two.path().contains("{")))
        .orElseThrow(() -> new AssertionError("no operation for " + request.url()));
  }

  /** Follows references. */
  JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText("");
    return reference.isEmpty() ? node : resolve(document.at(reference.substring(1)));
  }

  /** What is wrong with a value by the schema at that place. */
  List<String> errors(String pointer, JsonNode value) {
    return schemas
        .getSchema(SchemaLocation.of(ADDRESS + pointer))
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** What of a request does not match the document. */
  List<String> errors(Request request) throws IOException {
    Operation operation = operationOf(request);
    List<String> errors = new ArrayList<>();
    HttpUrl url = request.url();
    for (String name : url.queryParameterNames()) {
      List<String> values = url.queryParameterValues(name).stream().map(String::valueOf).toList();
      errors.addAll(
          values.size() == 1
              ? parameterErrors(operation, "query", name, values.getFirst())
              : List.of(name + " is there " + values.size() + " times"));
    }
    String cursor = request.header("Last-Event-ID");
    if (cursor != null) {
      errors.addAll(parameterErrors(operation, "header", "Last-Event-ID", cursor));
    }
    if (!String.valueOf(request.header("Authorization")).startsWith("Bearer ")) {
      errors.add("no bearer token");
    }
    errors.addAll(bodyErrors(operation, request));
    return errors;
  }

  private List<String> parameterErrors(
      Operation operation, String in, String name, String value) {
    for (int i = 0; i < operation.node().path("parameters").size(); i++) {
      JsonNode written = operation.node().path("parameters").path(i);
      JsonNode parameter = resolve(written);
      if (parameter.path("in").asText().equals(in) && parameter.path("name").asText().equals(name)) {
        String reference = written.path("$ref").asText("");
        String pointer =
            reference.isEmpty() ? operation.pointer() + "/parameters/" + i : reference;
        return errors(pointer + "/schema", typed(parameter.path("schema"), value)).stream()
            .map(error -> name + error)
            .toList();
      }
    }
    return List.of("there is no parameter " + name);
  }

  /** A parameter's text as what its schema wants; lists are written with commas. */
  private JsonNode typed(JsonNode schema, String value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (resolve(schema).path("type").asText()) {
      case "integer" -> json.numberNode(Long.parseLong(value));
      case "boolean" ->
          value.matches("true|false")
              ? json.booleanNode(Boolean.parseBoolean(value))
              : json.textNode(value);
      case "array" -> {
        var array = json.arrayNode();
        List.of(value.split(",", -1)).forEach(array::add);
        yield array;
      }
      default -> json.textNode(value);
    };
  }

  private List<String> bodyErrors(Operation operation, Request request) throws IOException {
    JsonNode wanted = operation.node().path("requestBody");
    var body = request.body();
    if (wanted.isMissingNode() || body == null) {
      return wanted.isMissingNode() == (body == null) ? List.of() : List.of("a body, or none");
    }
    Buffer written = new Buffer();
    body.writeTo(written);
    return errors(
        operation.pointer() + "/requestBody/content/application~1json/schema",
        JSON.readTree(written.readUtf8()));
  }
}
