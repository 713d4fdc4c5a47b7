package org.dubnium.daemon.engine.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fake.FakeProcess;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;

/** A GPU changes hands once it was seen free three times in a row. */
class AwaitGpuReleaseHandlerTest {

  private static final Duration LONG = Duration.ofMinutes(60);
  private static final List<String> FIRST = List.of("GPU-0");
  private static final Policy POLICY =
      Policies.with("{ \"gpuRelease\": { \"sampleInterval\": \"1ms\" } }");

  private final FakeHost host = FakeHost.withGpus(2);
  private final List<String> told = new ArrayList<>();
  private final List<List<GpuHolder>> holders = new ArrayList<>();
  private Consumer<String> onTold = what -> {};

  @Test
  void takesThreeLooksAtOneThatIsFree() throws Exception {
    await(FIRST, LONG);
    assertEquals(3, host.gpus.reads());
    assertEquals(List.of("the GPU to stay released", "the GPU to stay released"), told);
  }

  @Test
  void countsAnewWhenItIsHeldInBetween() throws Exception {
    List<FakeProcess> started = new ArrayList<>();
    onTold =
        what -> {
          if (what.equals("the GPU to stay released") && started.isEmpty()) {
            started.add(host.compute("train", "train.service", "GPU-0", 100L << 20));
          } else if (what.startsWith("the GPU to be released")) {
            started.forEach(host.proc::kill);
          }
        };
    await(FIRST, LONG);
    assertEquals(5, host.gpus.reads());
    assertTrue(told.get(1).startsWith("the GPU to be released: GPU 0 (GPU-0) is held by "));
    assertEquals("train", holders.get(1).getFirst().command());
  }

  @Test
  void namesWhoHoldsItWhenTheTimeIsOver() {
    FakeProcess train = host.compute("train", "train.service", "GPU-0", 100L << 20);
    Reason reason = refusal(FIRST);
    String held =
        "GPU 0 (GPU-0) is held by pid %d (train) of train.service, compute, 100 MiB"
            .formatted(train.info().pid());
    assertEquals("cannot get the GPU released within 0 s: " + held, reason.message());
    assertEquals(List.of("train"), reason.holders().stream().map(GpuHolder::command).toList());
    assertEquals(List.of("the GPU to be released: " + held), told);
  }

  @Test
  void saysThatItWasNotFreeForLongEnough() {
    assertEquals(
        "cannot see the GPU released for long enough within 0 s: it was held until just now",
        refusal(FIRST).message());
  }

  @Test
  void saysWhatCannotBeRead() {
    host.gpus.breakProcesses("GPU-0", "GPU_IS_LOST");
    assertEquals(
        "cannot see the GPU released within 0 s: GPU 0 (GPU-0): GPU_IS_LOST",
        refusal(FIRST).message());
    host.gpus.breakReads("the driver is gone");
    assertEquals(
        "cannot see the GPU released within 0 s: the driver is gone", refusal(FIRST).message());
    assertEquals("the GPU to be readable: the driver is gone", told.getLast());
  }

  /** Where the plan could not tell which, every one must be free. */
  @Test
  void awaitsAllWhereNoneIsNamed() throws Exception {
    host.compute("train", "train.service", "GPU-1", 100L << 20);
    assertTrue(refusal(List.of()).message().contains("GPU 1 (GPU-1) is held by "));
    await(FIRST, LONG);
  }

  @Test
  void endsWhenItIsCalledOff() {
    host.compute("train", "train.service", "GPU-0", 100L << 20);
    Cancellation cancellation = new Cancellation();
    onTold = what -> cancellation.call(Reason.of(ReasonCode.CANCELLED, "enough"));
    StepFailed failed =
        assertThrows(
            StepFailed.class,
            () -> release().run(new Step.AwaitGpuRelease(FIRST), LONG, cancellation, this::tell));
    assertEquals("enough", failed.reason().message());
  }

  private Reason refusal(List<String> gpus) {
    Reason reason =
        assertThrows(StepFailed.class, () -> await(gpus, Duration.ZERO)).reason();
    assertEquals(ReasonCode.GPU_NOT_RELEASED, reason.code());
    return reason;
  }

  private void await(List<String> gpus, Duration time) throws StepFailed {
    release().run(new Step.AwaitGpuRelease(gpus), time, Cancellation.never(), this::tell);
  }

  private AwaitGpuReleaseHandler release() {
    return new AwaitGpuReleaseHandler(host.gpus, host.proc, () -> POLICY);
  }

  private void tell(String what, List<GpuHolder> who) {
    told.add(what);
    holders.add(who);
    onTold.accept(what);
  }
}
