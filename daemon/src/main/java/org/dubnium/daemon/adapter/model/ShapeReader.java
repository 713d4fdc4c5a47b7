package org.dubnium.daemon.adapter.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelShape;
import org.dubnium.daemon.domain.model.ModelShape.Attention;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;

/**
 * Reads the shape of a model from its bundle's {@code config.json}: Hugging Face's {@code PretrainedConfig}, with
 * the older names of some keys. Of a model for several kinds of input, its {@code text_config} counts.
 */
final class ShapeReader {

  private static final String WHOLE = "full_attention";

  private final JsonObject text;

  private ShapeReader(JsonObject text) {
    this.text = text;
  }

  static ModelShape read(byte[] config) throws JsonFormatException {
    JsonObject whole = JsonObject.parse(config);
    JsonObject text = whole.has("text_config") ? whole.object("text_config") : whole;
    ShapeReader inner = new ShapeReader(text);
    ShapeReader outer = new ShapeReader(whole);
    Optional<String> dtype = inner.dtype();
    return new ModelShape(
        inner.attention(),
        inner.number("max_position_embeddings", "n_positions", "max_sequence_length"),
        dtype.isPresent() ? dtype : outer.dtype(),
        inner.isQuantised() || outer.isQuantised());
  }

  private Optional<String> dtype() throws JsonFormatException {
    Optional<String> dtype = string("dtype");
    return dtype.isPresent() ? dtype : string("torch_dtype");
  }

  private boolean isQuantised() throws JsonFormatException {
    return text.has("quantization_config") && text.optionalObject("quantization_config").isPresent();
  }

  private Optional<Attention> attention() throws JsonFormatException {
    Optional<Long> count = number("num_hidden_layers", "n_layer", "num_layers");
    Optional<Long> latent = number("kv_lora_rank");
    if (count.isEmpty() || count.get() > 10_000) {
      return Optional.empty();
    }
    List<Long> layers = layers(count.get().intValue());
    if (latent.isPresent()) {
      // Multi-head latent attention keeps one vector for all heads, and the rotated part of the key.
      long numbers = latent.get() + number("qk_rope_head_dim").orElse(0L);
      return Optional.of(new Attention(layers, 1, numbers));
    }
    Optional<Long> queries = number("num_attention_heads", "n_head");
    Optional<Long> heads = number("num_key_value_heads", "num_kv_heads").or(() -> queries);
    Optional<Long> width = number("head_dim").or(() -> headWidth(queries));
    if (heads.isEmpty() || width.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Attention(layers, heads.get(), 2 * width.get()));
  }

  private Optional<Long> headWidth(Optional<Long> queries) {
    try {
      return number("hidden_size", "n_embd", "d_model")
          .flatMap(hidden -> queries.filter(heads -> heads > 0).map(heads -> hidden / heads));
    } catch (JsonFormatException e) {
      return Optional.empty();
    }
  }

  /** The window of each layer that keeps keys and values. */
  private List<Long> layers(int count) throws JsonFormatException {
    Optional<Long> window =
        text.has("use_sliding_window") && !text.optionalFlag("use_sliding_window").orElse(true)
            ? Optional.empty()
            : number("sliding_window");
    if (!text.has("layer_types")) {
      return Collections.nCopies(count, window.orElse(Attention.WHOLE));
    }
    List<Long> layers = new ArrayList<>();
    for (String kind : text.strings("layer_types")) {
      if (kind.equals(WHOLE)) {
        layers.add(Attention.WHOLE);
      } else if (kind.equals("sliding_attention") || kind.equals("chunked_attention")) {
        window.ifPresent(layers::add);
      }
    }
    return layers;
  }

  /** The first of these keys that is there. */
  private Optional<Long> number(String... names) throws JsonFormatException {
    for (String name : names) {
      Optional<Long> value = text.has(name) ? text.optionalNumber(name) : Optional.empty();
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private Optional<String> string(String name) throws JsonFormatException {
    return text.has(name) ? text.optionalString(name) : Optional.empty();
  }
}
