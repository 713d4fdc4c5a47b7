package org.dubnium.daemon.adapter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelShape;
import org.dubnium.daemon.domain.model.ModelShape.Attention;
import org.dubnium.daemon.json.JsonFormatException;
import org.junit.jupiter.api.Test;

class ShapeReaderTest {

  private static final long WHOLE = Attention.WHOLE;

  @Test
  void groupedHeads() throws JsonFormatException {
    ModelShape shape =
        read(
            "'torch_dtype': 'bfloat16', 'num_hidden_layers': 2, 'hidden_size': 4096,"
                + " 'num_attention_heads': 32, 'num_key_value_heads': 8,"
                + " 'max_position_embeddings': 8192, 'rope_theta': 1e6");
    assertEquals(
        new ModelShape(
            Optional.of(new Attention(List.of(WHOLE, WHOLE), 8, 256)),
            Optional.of(8192L),
            Optional.of("bfloat16"),
            false),
        shape);
  }

  @Test
  void aHeadMayBeWiderThanItsShare() throws JsonFormatException {
    assertEquals(
        Optional.of(new Attention(List.of(WHOLE), 4, 512)),
        read(
                "'num_hidden_layers': 1, 'hidden_size': 1024, 'num_attention_heads': 4,"
                    + " 'head_dim': 256")
            .attention());
  }

  @Test
  void olderNamesOfKeys() throws JsonFormatException {
    ModelShape shape = read("'n_layer': 1, 'n_head': 12, 'n_embd': 768, 'n_positions': 1024");
    assertEquals(Optional.of(new Attention(List.of(WHOLE), 12, 128)), shape.attention());
    assertEquals(Optional.of(1024L), shape.maxPositions());
  }

  @Test
  void ofAModelForImagesTooTheTextCounts() throws JsonFormatException {
    ModelShape shape =
        read(
            "'dtype': 'bfloat16', 'num_hidden_layers': 99, 'text_config': {'num_hidden_layers': 1,"
                + " 'num_attention_heads': 2, 'hidden_size': 64}");
    assertEquals(Optional.of(new Attention(List.of(WHOLE), 2, 64)), shape.attention());
    assertEquals(Optional.of("bfloat16"), shape.dtype());
  }

  @Test
  void layersThatSlideKeepAWindowAndThoseWithoutAttentionNothing() throws JsonFormatException {
    String heads = "'num_attention_heads': 1, 'head_dim': 8, 'num_hidden_layers': 3, ";
    assertEquals(
        List.of(512L, WHOLE),
        layers(
            heads
                + "'sliding_window': 512, 'layer_types':"
                + " ['sliding_attention', 'full_attention', 'linear_attention']"));
    assertEquals(List.of(512L, 512L, 512L), layers(heads + "'sliding_window': 512"));
    assertEquals(
        List.of(WHOLE, WHOLE, WHOLE),
        layers(heads + "'sliding_window': 512, 'use_sliding_window': false"));
    assertEquals(List.of(WHOLE, WHOLE, WHOLE), layers(heads + "'sliding_window': null"));
  }

  @Test
  void latentAttentionKeepsOneVectorForAllHeads() throws JsonFormatException {
    assertEquals(
        Optional.of(new Attention(List.of(WHOLE), 1, 576)),
        read(
                "'num_hidden_layers': 1, 'num_attention_heads': 128, 'kv_lora_rank': 512,"
                    + " 'qk_rope_head_dim': 64")
            .attention());
  }

  @Test
  void packedWeightsAreToldApart() throws JsonFormatException {
    assertTrue(read("'quantization_config': {'quant_method': 'awq'}").quantised());
    assertFalse(read("'quantization_config': null").quantised());
  }

  @Test
  void whatItDoesNotSayIsAbsent() throws JsonFormatException {
    assertEquals(
        new ModelShape(Optional.empty(), Optional.empty(), Optional.empty(), false), read(""));
    assertThrows(JsonFormatException.class, () -> read("'num_hidden_layers': 'many'"));
    assertThrows(JsonFormatException.class, () -> read("'a'"));
  }

  private static List<Long> layers(String members) throws JsonFormatException {
    return read(members).attention().orElseThrow().layers();
  }

  private static ModelShape read(String members) throws JsonFormatException {
    String json = "{" + members.replace('\'', '"') + "}";
    return ShapeReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
