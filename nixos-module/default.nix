# Dubnium on NixOS: the very files of the package, and configuration written from `dubnium.*`.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkIf;
  cfg = config.dubnium;
  inherit (cfg) hardware;

  missing = names: lib.optionals (hardware.presentGpus != [ ])
    (lib.subtractLists hardware.presentGpus names);
  present = what: names: {
    assertion = missing names == [ ];
    message = "dubnium.hardware.${what}: not in presentGpus: ${toString (missing names)}";
  };

  quote = special: text: ''"${lib.escape special text}"'';
  # A word within a variable that systemd splits into arguments.
  word = quote [ "\\" "\"" ];
  # A value of an environment file.
  value = quote [ "\\" "\"" "$" "`" ];
in
{
  imports = [ ./options.nix ];

  config = lib.mkMerge [ (mkIf cfg.enable {
    assertions = [
      (present "displayGpu" (lib.optional (hardware.displayGpu != null) hardware.displayGpu))
      (present "computeGpus" hardware.computeGpus)
      (present "desktopAiGpus" hardware.desktopAiGpus)
      {
        assertion = cfg.vllm.enable -> cfg.vllm.package != null && cfg.vllm.model != null;
        message = "dubnium.vllm.enable needs dubnium.vllm.package and dubnium.vllm.model";
      }
    ];

    environment.systemPackages = [ cfg.package ];
    services.dbus.packages = [ cfg.package ];
    security.polkit.enable = true;

    environment.etc."dubnium/mode-controller.json".text = builtins.toJSON {
      inherit (cfg) boot hardware capabilityPlacement modes;
    };
    environment.etc."dubnium/vllm.env" = mkIf cfg.vllm.enable {
      mode = "0600";
      text = ''
        DUBNIUM_VLLM_EXECUTABLE=${value "${cfg.vllm.package}/bin/vllm"}
        DUBNIUM_VLLM_MODEL=${value cfg.vllm.model}
        DUBNIUM_VLLM_PORT=${toString cfg.vllm.port}
        DUBNIUM_VLLM_EXTRA_ARGS=${value (lib.concatMapStringsSep " " word cfg.vllm.extraArgs)}
      '';
    };

    environment.etc."dubnium/slurm-node.env" = mkIf cfg.slurmNode.enable {
      text = ''
        DUBNIUM_SLURM_SERVER=${value cfg.slurmNode.server}
        DUBNIUM_SLURM_GPUS=${toString cfg.slurmNode.gpus}
        DUBNIUM_SLURM_CONF=${value (toString cfg.slurmNode.conf)}
      '';
    };

    # NixOS reads neither [Install] sections nor sysusers.d of packages.
    systemd = {
      packages = [ cfg.package ];
      services.mode-controller.wantedBy = [ "multi-user.target" ];
      user.services.mode-notify.wantedBy = [ "graphical-session.target" ];
      targets.compute.wants = lib.optional cfg.vllm.enable "vllm.service"
        ++ lib.optional cfg.slurmNode.enable "slurm-node.service";
      services.slurm-cleanup.wantedBy = mkIf cfg.slurmNode.enable [ "multi-user.target" ];
      tmpfiles.packages = [ cfg.package ];
      tmpfiles.rules = [ "d ${cfg.modelStore} 0755 root root -" ];
      services.k3s.serviceConfig = mkIf cfg.k3s.enable { Slice = "platform.slice"; };
    };
    users.groups.dubnium-vllm = { };
    users.users.dubnium-vllm = {
      isSystemUser = true;
      group = "dubnium-vllm";
      extraGroups = [ "video" "render" ];
      home = "/var/lib/dubnium/vllm";
    };

    services.k3s.enable = mkIf cfg.k3s.enable true;
    services.desktopManager.plasma6.enable = mkIf cfg.enableDesktopProfile true;
    services.displayManager.sddm.enable = mkIf cfg.enableDesktopProfile true;
  }) (mkIf cfg.fleetAgent.enable {
    environment.systemPackages = [ cfg.fleetAgent.package ];
    environment.etc."dubnium/fleet-agent.json".text = builtins.toJSON cfg.fleetAgent.settings;

    systemd = {
      packages = [ cfg.fleetAgent.package ];
      services.fleet-agent = {
        wantedBy = [ "multi-user.target" ];
        serviceConfig.LoadCredential =
          lib.mapAttrsToList (name: path: "${name}:${path}") cfg.fleetAgent.credentials;
      };
      sockets.fleet-jobs.wantedBy = [ "sockets.target" ];
      sockets.fleet-logs.wantedBy = [ "sockets.target" ];
      sockets.fleet-job-output.wantedBy = [ "sockets.target" ];
      sockets.vllm-control.wantedBy = [ "sockets.target" ];
      user.services.fleet-notify.wantedBy = [ "graphical-session.target" ];
    };
    users.groups.fleet-agent = { };
    users.groups.fleet-jobs = { };
    users.users.fleet-jobs = { isSystemUser = true; group = "fleet-jobs"; };
    users.users.fleet-agent = {
      isSystemUser = true;
      group = "fleet-agent";
      home = "/var/lib/fleet-agent";
    };
  }) ];
}
