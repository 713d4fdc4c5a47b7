{
  description = "Dubnium switches a GPU workstation between desktop, studio and compute";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }: {
    nixosModules.default = ./nixos-module;

    # lib.package pkgs ./dubnium_VERSION_amd64.deb
    lib.package = pkgs: deb: pkgs.callPackage ./nixos-module/package.nix { inherit deb; };
    # lib.fleetPackage pkgs ./dubnium-fleet_VERSION_amd64.deb
    lib.fleetPackage = pkgs: deb: pkgs.callPackage ./nixos-module/fleet-package.nix { inherit deb; };

    checks.x86_64-linux.module =
      nixpkgs.legacyPackages.x86_64-linux.writeText "module"
        (import ./nixos-module/check.nix { inherit (nixpkgs) lib; });
  };
}
