# The files of the .deb, with the paths of this system: no unit is written a second time.
{ lib, stdenv, dpkg, autoPatchelfHook, makeWrapper, bash, coreutils, curl, findutils, gawk, glib, gnugrep
, gnused, gnutar, gzip, jq, libnotify, munge, procps, slurm, systemd, util-linux, zlib, deb }:
let
  tools = lib.makeBinPath [
    bash coreutils curl findutils gawk glib gnugrep gnused gnutar gzip jq libnotify munge procps
    slurm systemd util-linux
  ];
in
stdenv.mkDerivation {
  pname = "dubnium";
  version = "0.1.0";
  src = deb;

  nativeBuildInputs = [ dpkg autoPatchelfHook makeWrapper ];
  buildInputs = [ stdenv.cc.cc.lib zlib ];

  unpackPhase = "dpkg-deb --extract $src .";
  dontBuild = true;

  installPhase = ''
    cp -r usr $out
    mv $out/sbin/mode-controller $out/bin/
    rmdir $out/sbin
    grep --recursive --files-with-matches --binary-files=without-match /usr/ \
      $out/bin $out/lib/dubnium/libexec $out/lib/dubnium/mode \
      $out/lib/dubnium/mode-controller.vmoptions $out/lib/systemd $out/share/dbus-1 \
      | xargs sed -i \
        -e "s,/usr/bin/env bash,${bash}/bin/bash,g" \
        -e "s,/usr/bin/busctl,${systemd}/bin/busctl,g" \
        -e "s,/usr/bin/mode,$out/bin/mode,g" \
        -e "s,/usr/\(lib\|share\)/dubnium,$out/\1/dubnium,g" \
        -e "s,org\.dubnium\.daemon\.app\.Main,& --defaults $out/share/dubnium/mode-controller.json,"
    # Not what programs read of one another's.
    for program in $out/bin/mode $(find $out/lib/dubnium/libexec -type f ! -name '*.sh'); do
      wrapProgram $program --prefix PATH : ${tools}
    done
  '';

  meta = {
    description = "Switches a GPU workstation between desktop, studio and compute";
    license = lib.licenses.asl20;
    platforms = [ "x86_64-linux" ];
  };
}
