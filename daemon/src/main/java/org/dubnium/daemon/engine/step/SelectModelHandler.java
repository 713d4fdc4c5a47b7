package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ModelStore;

/** Selects a model, and reads back what the server will serve. */
final class SelectModelHandler implements StepHandler<Step.SelectModel> {

  private final ModelStore models;

  SelectModelHandler(ModelStore models) {
    this.models = models;
  }

  @Override
  public void run(
      Step.SelectModel step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    Optional<ModelName> model = step.model();
    waiting.on("the selection of " + step.subject(), List.of());
    try {
      models.select(model);
    } catch (HostException refused) {
      throw new StepFailed(Reason.of(ReasonCode.SELECTION_FAILED, refused.getMessage()));
    }
    switch (models.served()) {
      case Reading.Value<ServedModel>(ServedModel served) -> {
        if (!served.selection().equals(model)) {
          throw new StepFailed(
              Reason.of(
                  ReasonCode.SELECTION_FAILED,
                  "cannot find %s selected after it was: vllm.service is set to serve %s"
                      .formatted(step.subject(), served.label())));
        }
      }
      case Reading.Unavailable<ServedModel>(String why) ->
          throw new StepFailed(Reason.of(ReasonCode.SELECTION_FAILED, why));
    }
  }
}
