# The files of the fleet agent's .deb, with the paths of this system: no unit is written a second time.
{ lib, stdenv, dpkg, autoPatchelfHook, makeWrapper, bash, coreutils, curl, gawk, gnugrep, gnused, jq
, libnotify, systemd, util-linux, zlib, deb }:
let
  tools = lib.makeBinPath [
    bash coreutils curl gawk gnugrep gnused jq libnotify systemd util-linux
  ];
in
stdenv.mkDerivation {
  pname = "dubnium-fleet";
  version = "0.1.0";
  src = deb;

  nativeBuildInputs = [ dpkg autoPatchelfHook makeWrapper ];
  buildInputs = [ stdenv.cc.cc.lib zlib ];

  unpackPhase = "dpkg-deb --extract $src .";
  dontBuild = true;

  installPhase = ''
    cp -r usr $out
    mv $out/sbin/fleet-agent $out/bin/
    rmdir $out/sbin
    grep --recursive --files-with-matches --binary-files=without-match /usr/ \
      $out/bin $out/lib/dubnium-fleet/fleet $out/lib/dubnium-fleet/libexec $out/lib/dubnium-fleet/fleet-agent.vmoptions $out/lib/systemd \
      | xargs sed -i \
        -e "s,/usr/bin/env bash,${bash}/bin/bash,g" \
        -e "s,/usr/bin/fleet,$out/bin/fleet,g" \
        -e "s,/usr/\(lib/dubnium-fleet\|share/dubnium\),$out/\1,g" \
        -e "s,org\.dubnium\.fleet\.app\.Main,& --defaults $out/share/dubnium/fleet-agent.json,"
    wrapProgram $out/bin/fleet --prefix PATH : ${tools}
  '';

  meta = {
    description = "Every GPU of a fleet on one page, with history and alerts";
    license = lib.licenses.asl20;
    platforms = [ "x86_64-linux" ];
  };
}
