package org.dubnium.fleet.app;

import java.io.IOException;
import java.util.List;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.log.Defects;
import org.dubnium.common.process.Dumpable;
import org.dubnium.common.program.ExitStatus;
import org.dubnium.common.program.UsageException;
import org.dubnium.common.program.Version;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.telemetry.HistoryException;

/** {@code fleet-agent}: the entry point. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Defects.endTheProgram();
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws Exception {
    try {
      Options options = Options.parse(arguments, System.getenv());
      return switch (options.action()) {
        case RUN -> serve(options);
        case CHECK -> check(options);
        case HELP -> help();
        case VERSION -> version();
      };
    } catch (UsageException unclear) {
      System.err.println(unclear.getMessage());
      return ExitStatus.USAGE;
    } catch (ConfigException wrong) {
      wrong.problems().forEach(System.err::println);
      return ExitStatus.CONFIG;
    } catch (HistoryException | AlertStoreException | PodStoreException | IOException unusable) {
      System.err.println(unusable.getMessage());
      return ExitStatus.UNUSABLE;
    }
  }

  private static int serve(Options options) throws Exception {
    // Before there is a secret in it.
    Dumpable.forbid();
    return FleetAgent.wire(options, Settings.load(options)).serve();
  }

  private static int check(Options options) throws ConfigException, IOException {
    Settings settings = Settings.load(options);
    if (options.credentials().isPresent()) {
      ChannelSetup.check(options, settings);
      Credentials credentials = new Credentials(options.credentials());
      var _ = NodeTokens.of(settings.configuration().nodes(), credentials);
      var _ = PodCredentials.of(settings.configuration().runpod(), credentials);
      System.out.println("the configuration and its credentials are valid");
    } else {
      System.out.println("the configuration is valid; its credentials were not looked at");
    }
    return ExitStatus.DONE;
  }

  private static int help() {
    System.out.print(Options.USAGE);
    return ExitStatus.DONE;
  }

  private static int version() {
    System.out.println("fleet-agent " + Version.of(Main.class));
    return ExitStatus.DONE;
  }
}
