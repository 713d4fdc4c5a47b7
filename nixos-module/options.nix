# The options `dubnium.*`.
{ lib, ... }:
let
  inherit (lib) mkEnableOption mkOption types;
  # An index may be written as a number.
  gpu = types.coercedTo types.ints.unsigned toString types.str;
  gpus = description: mkOption {
    type = types.listOf gpu;
    default = [ ];
    inherit description;
  };
in
{
  options.dubnium = {
    enable = mkEnableOption "Dubnium, which switches a GPU workstation between modes";

    package = mkOption {
      type = types.package;
      description = ''
        The package, made from the .deb that `packaging/build-deb dubnium` builds:
        `pkgs.callPackage ./nixos-module/package.nix { deb = ./dubnium_0.1.0_amd64.deb; }`.
      '';
    };

    fleetAgent = {
      enable = mkEnableOption "the fleet agent: every GPU on one page, with history and alerts";
      package = mkOption {
        type = types.package;
        description = ''
          The package, made from the .deb that `packaging/build-deb dubnium-fleet` builds:
          `pkgs.callPackage ./nixos-module/fleet-package.nix { deb = ./dubnium-fleet_0.1.0_amd64.deb; }`.
        '';
      };
      settings = mkOption {
        type = types.attrsOf types.anything;
        default = { };
        example = { nodes.gpu-1.urls = [ "http://gpu-1:9400/metrics" ]; };
        description = "What `/etc/dubnium/fleet-agent.json` says: fleet-agent(8) tells where the keys are described.";
      };
      credentials = mkOption {
        type = types.attrsOf types.str;
        default = { };
        example = { api-token = "/run/secrets/fleet-api-token"; };
        description = "Files of secrets, by the names of credentials. They never get into the store.";
      };
    };

    boot.defaultMode = mkOption {
      type = types.str;
      default = "desktop";
      description = "Mode to which every boot normalises.";
    };

    enableDesktopProfile = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to configure a desktop too: Plasma, with SDDM as the display manager.";
    };

    hardware = {
      presentGpus = gpus ''
        GPUs of this machine, each by UUID, PCI bus id or index. Empty: whatever the driver shows,
        and nothing is asserted about the other lists.
      '';
      displayGpu = mkOption {
        type = types.nullOr gpu;
        default = null;
        description = "GPU that drives the displays.";
      };
      computeGpus = gpus "GPUs for compute. Empty: every GPU is shared between the modes.";
      desktopAiGpus = gpus "GPUs that models may use in desktop mode.";
      plannedGpuCount = mkOption {
        type = types.ints.unsigned;
        default = 0;
        description = "GPUs that the machine is meant to have one day; 0: those that it has.";
      };
    };

    capabilityPlacement.studio = mkOption {
      type = types.str;
      default = "local";
      description = "Where the audio studio is: `local`, or the name of another host.";
    };

    modes = mkOption {
      type = types.attrsOf types.anything;
      default = { };
      example = { compute.memoryHeadroomMiB = 8192; };
      description = "Changes to the shipped mode contracts, merged into them by key.";
    };

    vllm = {
      enable = mkEnableOption "the model server of the compute mode";
      package = mkOption {
        type = types.nullOr types.package;
        default = null;
        description = "Package with `bin/vllm`.";
      };
      model = mkOption {
        type = types.nullOr types.str;
        default = null;
        description = "Path of a model bundle that was verified; a name on a hub is refused.";
      };
      extraArgs = mkOption {
        type = types.listOf types.str;
        default = [ ];
        description = "Further arguments of `vllm serve`.";
      };
      port = mkOption {
        type = types.port;
        default = 8000;
        description = "Port on the loopback address.";
      };
    };

    slurmNode = {
      enable = mkEnableOption "the machine as a dynamic node of a Slurm cluster, in compute";
      server = mkOption {
        type = types.str;
        example = "controller:6817";
        description = "The cluster's controller, from which the node has its configuration.";
      };
      gpus = mkOption {
        type = types.either (types.enum [ "compute" "none" ]) types.ints.unsigned;
        default = "compute";
        description = "GPUs that jobs may have: those that compute takes over, none, or so many.";
      };
      conf = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "Weight=10" ];
        description = "Further words of slurmd's `--conf`.";
      };
    };

    k3s.enable = mkEnableOption "k3s in `platform.slice`, in every mode";

    modelStore = mkOption {
      type = types.path;
      default = "/var/lib/dubnium/models";
      description = "Directory of model weights, outside the Nix store.";
    };
  };
}
