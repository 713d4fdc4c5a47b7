package org.dubnium.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.junit.jupiter.api.Test;

class ReasonJsonTest {

  @Test
  void theCauseOfAModelServersFailureIsKept() throws IOException {
    ServerFailure failure = new ServerFailure(FailureCause.KV_CACHE_NONE, "", List.of());
    Reason reason = Samples.reason().withFailure(failure);
    assertEquals(ReasonCode.MODEL_SERVER_FAILED, reason.code());
    assertEquals(Optional.of("kv-cache-none"), reason.cause());
    assertEquals(reason, readAgain(reason));
  }

  @Test
  void aReasonWithoutIsWrittenAsEver() throws IOException {
    assertEquals(Samples.reason(), readAgain(Samples.reason()));
  }

  private static Reason readAgain(Reason reason) throws IOException {
    return ReasonJson.read(JsonObject.parse(Json.encode(json -> ReasonJson.write(json, reason))));
  }
}
