package org.dubnium.daemon.vllm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRecordTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INFO 07-17 23:41:28 distributed_gpu_executor.py:56] # GPU blocks: 10039 | INFO | # GPU blocks: 10039
          INFO 07-28 23:02:27 [kv_cache_utils.py:833] GPU KV cache size: 1 tokens | INFO | GPU KV cache size: 1 tokens
          (VllmWorker rank=0 pid=21) INFO 07-28 23:02:26 [gpu_model_runner.py:1892] x | INFO | x
          (Worker pid=13) (Worker_TP1 pid=13) ERROR 03-05 09:56:09 [m.py:880] x | ERROR | x
          (EngineCore_DP0 pid=3) (RayWorkerWrapper pid=5, ip=10.0.0.7) WARNING 03-05 09:56:09 [m.py:8] x | WARNING | x
          (APIServer pid=1) INFO:     Application startup complete. | INFO | Application startup complete.
          (EngineCore pid=42) Loading: x | | Loading: x
          plain text | | plain text
          (a note in brackets) x | | (a note in brackets) x
          ERROR in the middle of nothing | | ERROR in the middle of nothing
          """)
  void takesOffWhatStandsBeforeTheMessage(String line, String level, String message) {
    LogRecord record = LogRecord.of(line);
    assertEquals(Optional.ofNullable(level), record.level());
    assertEquals(message, record.message());
  }

  @Test
  void takesOffColours() {
    LogRecord record =
        LogRecord.of("\u001b[1;36m(EngineCore pid=4)\u001b[0;0m \u001b[32mINFO\u001b[0m 07-28 23:02:26 [a.py:1] x\r");
    assertEquals("x", record.message());
    assertEquals(Optional.of("INFO"), record.level());
  }

  @Test
  void looksAtTheBeginningOfALineWithoutEnd() {
    LogRecord record = LogRecord.of("x".repeat(100_000));
    assertEquals(LogRecord.LONGEST, record.message().length());
  }

  @Test
  void aMessageOfAnErrorIsNotHarmless() {
    assertTrue(LogRecord.of("WARNING 03-05 09:56:09 [m.py:8] x").isHarmless());
    assertTrue(!LogRecord.of("ERROR 03-05 09:56:09 [m.py:8] x").isHarmless());
    assertTrue(!LogRecord.of("RuntimeError: x").isHarmless());
  }
}
