package org.dubnium.testbed.runpod.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file {@code openapi-v2.json}: OpenAPI 3.1, whose schemas are those of JSON Schema 2020-12.
 */
final class Description {

  private static final String FILE = "openapi-v2.json";
  private static final String ADDRESS = "https://runpod.invalid/openapi";
  private static final String LOCAL_REFERENCE = "\"#/components/";

  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

  private Description(JsonNode root, String text) {
    this.root = root;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(ADDRESS, text))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  /** Reads the file that was built in. */
  static Description load() {
    try (InputStream file = Description.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("cannot find " + FILE + ": build the module anew");
      }
      // References are made absolute, so that a schema can be used where it stands alone.
      String text =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .replace(LOCAL_REFERENCE, "\"" + ADDRESS + "#/components/");
      return new Description(new ObjectMapper().readTree(text), text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + FILE, unreadable);
    }
  }

  /** What the file has of a path; missing where it has nothing. */
  JsonNode path(String template) {
    return root.path("paths").path(template);
  }

  /** The component that a node refers to, or the node itself. */
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : root.at(reference.substring(ADDRESS.length() + 1));
  }

  /** What is wrong with a value by a schema of the file. */
  List<String> violations(JsonNode schema, JsonNode value) {
    return schemas.computeIfAbsent(schema, registry::getSchema).validate(value).stream()
        .map(error -> "$" + error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }
}
