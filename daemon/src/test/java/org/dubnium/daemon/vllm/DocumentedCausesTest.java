package org.dubnium.daemon.vllm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dubnium.daemon.domain.server.FailureCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every cause is in the book, with the sentence and the remedy that people are told. */
class DocumentedCausesTest {

  private static final Path PAGE = Path.of("..", "docs/src/how-to/recover/model-server.md");

  @ParameterizedTest
  @EnumSource
  void isInTheBook(FailureCause cause) throws IOException {
    String row = "| `%s` | %s | %s |".formatted(cause.text(), cause.sentence(), cause.remedy());
    assertTrue(Files.readAllLines(PAGE).contains(row), row);
  }
}
