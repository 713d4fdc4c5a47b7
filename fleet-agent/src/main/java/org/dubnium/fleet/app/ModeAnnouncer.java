package org.dubnium.fleet.app;

import java.util.Map;
import org.dubnium.dbus.client.ModeControllerListener;
import org.dubnium.fleet.web.EventHub;

/** Has the pages ask for the mode, or the models, anew when they may have changed. */
record ModeAnnouncer(EventHub pages) implements ModeControllerListener {

  @Override
  public void propertiesChanged() {
    var _ = pages.publish("mode", Map.of());
  }

  @Override
  public void modelsChanged() {
    var _ = pages.publish("models", Map.of());
  }

  @Override
  public void ownerChanged(boolean present) {
    propertiesChanged();
    modelsChanged();
  }
}
