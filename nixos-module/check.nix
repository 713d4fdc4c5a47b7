# Evaluates the module over stand-ins for the options of NixOS that it sets:
#   nix-instantiate --eval --strict nixos-module/check.nix --arg lib 'import <nixpkgs/lib>'
{ lib }:
let
  anything = lib.mkOption {
    type = lib.types.anything;
    default = { };
  };
  merged = lib.mkOption {
    type = lib.types.attrsOf lib.types.anything;
    default = { };
  };
  nixos.options = {
    assertions = lib.mkOption {
      type = lib.types.listOf lib.types.unspecified;
      default = [ ];
    };
    environment.systemPackages = anything;
    environment.etc = merged;
    security = merged;
    services = merged;
    systemd = merged;
    users = merged;
  };
  package = derivation {
    name = "dubnium";
    system = "x86_64-linux";
    builder = "/bin/sh";
  } // { type = "derivation"; };

  evaluate = settings: (lib.evalModules {
    specialArgs.pkgs = { };
    modules = [ nixos ./default.nix { dubnium = { enable = true; inherit package; } // settings; } ];
  }).config;
  failures = settings:
    map (a: a.message) (lib.filter (a: !a.assertion) (evaluate settings).assertions);
  written = settings:
    builtins.fromJSON (evaluate settings).environment.etc."dubnium/mode-controller.json".text;
  environment = settings: (evaluate settings).environment.etc."dubnium/vllm.env".text;
  fleetAgent = { enable = true; inherit package; };
  slurmNode = { enable = true; server = "controller:6817"; };
  vllm = { enable = true; inherit package; model = "/m"; };

  cases = {
    "the defaults are sound" = failures { } == [ ];
    "the defaults boot the desktop" = (written { }).boot.defaultMode == "desktop";
    "a GPU that is absent is refused" =
      failures { hardware = { presentGpus = [ "0" ]; displayGpu = "1"; }; }
      == [ "dubnium.hardware.displayGpu: not in presentGpus: 1" ];
    "a GPU's index is a number or a text" = (written {
      hardware = { presentGpus = [ 0 "1" ]; displayGpu = 0; computeGpus = [ 1 ]; desktopAiGpus = [ "1" ]; };
    }).hardware == {
      presentGpus = [ "0" "1" ];
      displayGpu = "0";
      computeGpus = [ "1" ];
      desktopAiGpus = [ "1" ];
      plannedGpuCount = 0;
    };
    "an index below zero is no GPU" =
      !(builtins.tryEval (builtins.deepSeq (written { hardware.presentGpus = [ (-1) ]; }) true)).success;
    "a GPU that is absent is refused, numbers and texts alike" =
      failures { hardware = { presentGpus = [ 0 ]; computeGpus = [ "0" 1 ]; }; }
      == [ "dubnium.hardware.computeGpus: not in presentGpus: 1" ];
    "GPUs are not judged where none is declared" = failures { hardware.computeGpus = [ "7" ]; } == [ ];
    "vLLM needs a package and a model" = failures { vllm.enable = true; }
      == [ "dubnium.vllm.enable needs dubnium.vllm.package and dubnium.vllm.model" ];
    "modes go into the configuration" =
      (written { modes.compute.memoryHeadroomMiB = 1; }).modes.compute.memoryHeadroomMiB == 1;
    # What systemd makes of it: --x, {"a": "$1"}
    "an argument of vLLM stays one word" = lib.hasInfix
      ''DUBNIUM_VLLM_EXTRA_ARGS="\"--x\" \"{\\\"a\\\": \\\"\$1\\\"}\""''
      (environment { vllm = vllm // { extraArgs = [ "--x" ''{"a": "$1"}'' ]; }; });
    "the fleet agent is off unless asked for" =
      !(evaluate { }).systemd ? services.fleet-agent;
    "the fleet agent's settings go into its configuration" =
      (builtins.fromJSON (evaluate { fleetAgent = fleetAgent // { settings.polling.interval = "5s"; }; })
        .environment.etc."dubnium/fleet-agent.json".text).polling.interval == "5s";
    "its secrets are named by path" =
      (evaluate { fleetAgent = fleetAgent // { credentials.api-token = "/run/t"; }; })
        .systemd.services.fleet-agent.serviceConfig.LoadCredential == [ "api-token:/run/t" ];
    "a node of a cluster takes part in compute" =
      (evaluate { inherit slurmNode; }).systemd.targets.compute.wants == [ "slurm-node.service" ];
    "its settings go into its file" = lib.hasInfix ''DUBNIUM_SLURM_CONF="Weight=10 Feature=a"''
      (evaluate { slurmNode = slurmNode // { conf = [ "Weight=10" "Feature=a" ]; }; })
        .environment.etc."dubnium/slurm-node.env".text;
    "vLLM takes part in compute" =
      (evaluate { inherit vllm; }).systemd.targets.compute.wants == [ "vllm.service" ];
  };
  failed = lib.attrNames (lib.filterAttrs (_: passed: !passed) cases);
in
if failed == [ ] then "${toString (lib.length (lib.attrNames cases))} cases hold"
else throw "failed: ${lib.concatStringsSep "; " failed}"
