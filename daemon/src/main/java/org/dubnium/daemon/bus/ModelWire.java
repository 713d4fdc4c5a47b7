package org.dubnium.daemon.bus;

import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.VerificationState;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.daemon.guard.GpuFit;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelServerInfo;

/** Models in the form of the contract. */
final class ModelWire {

  private ModelWire() {}

  static ModelInfo info(StoredModel model, Reading<ServedModel> served, Reading<GpuFit> fit) {
    Optional<ModelBundle> bundle = model.selected().bundle();
    return new ModelInfo(
        model.name().value(),
        Brief.line(bundle.map(ModelBundle::path).orElse(model.selected().model())),
        bundle.map(ModelBundle::bytes).orElse(0L),
        bundle.map(files -> (long) files.files().size()).orElse(0L),
        served instanceof Reading.Value<ServedModel>(ServedModel now) && model.isSelectedBy(now),
        served instanceof Reading.Value<ServedModel>(ServedModel now) && model.isServedBy(now),
        model.architecture(),
        bundle
            .map(ModelBundle::state)
            .map(ModelWire::state)
            .orElse(ModelInfo.State.UNREADABLE),
        bundle.flatMap(ModelBundle::verified).map(Verification::at),
        model.problem().map(Brief::line),
        Optional.of(GpuFitWire.info(fit)));
  }

  static ModelServerInfo server(ModelServerStatus status) {
    return new ModelServerInfo(
        status.model(),
        status.state().text(),
        status.phase(),
        status.progress().done(),
        status.progress().total(),
        status.since(),
        status.phaseSince(),
        status.typical(),
        status.cause(),
        status.message(),
        status.lines(),
        status.strays());
  }

  private static ModelInfo.State state(VerificationState state) {
    return switch (state) {
      case VERIFIED -> ModelInfo.State.VERIFIED;
      case CHANGED -> ModelInfo.State.CHANGED;
      case NONE -> ModelInfo.State.NONE;
      case UNREADABLE -> ModelInfo.State.UNREADABLE;
    };
  }
}
