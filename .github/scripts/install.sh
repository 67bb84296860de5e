#!/usr/bin/env bash
# Installs what was built for this machine (ARCH) as a person or a fleet would, and tells later steps where it is. Every
# installer of the system is tried; the last one stays for the specs.
set -euo pipefail

one() { # the one file that fits a pattern
  local found=("$@")
  if [ ${#found[@]} -ne 1 ] || [ ! -e "${found[0]}" ]; then echo "Not exactly one: $*" >&2; return 1; fi
  printf '%s' "${found[0]}"
}

keep() { printf 'HIVE_INSTALLED_COMMAND=%s\nHIVE_INSTALLED_APP=%s\n' "$1" "$2" >> "$GITHUB_ENV"; }

case $RUNNER_OS in
Linux)
  case $ARCH in
  x64) deb=amd64 rpm=x86_64 app=x86_64 ;;
  arm64) deb=arm64 rpm=aarch64 app=arm64 ;;
  esac
  # Ubuntu 24.04 lets no program make the name spaces of Chromium's sandbox without a profile; the deb brings one.
  sudo apt-get update
  sudo apt-get install --yes xvfb desktop-file-utils man-db

  image=$(one dist/*-"$app".AppImage)
  chmod +x "$image"
  (cd "$RUNNER_TEMP" && "$GITHUB_WORKSPACE/$image" --appimage-extract > /dev/null)
  node tools/package/try-installed.mjs "$RUNNER_TEMP/squashfs-root/hive-migrate"

  docker run --rm --volume "$PWD/dist:/dist:ro" registry.fedoraproject.org/fedora:42 sh -euc "
    dnf install --assumeyes /dist/*-$rpm.rpm man-db
    hive-migrate --version
    test -s /usr/share/man/man1/hive-migrate.1*
    dnf remove --assumeyes hive-migration-assistant
    test ! -e /usr/bin/hive-migrate"

  sudo apt-get install --yes "./$(one dist/*-"$deb".deb)"
  man --where hive-migrate
  desktop-file-validate /usr/share/applications/hive-migration-assistant.desktop
  keep /usr/bin/hive-migrate '/opt/Hive Migration Assistant/hive-migration-assistant'
  ;;
macOS)
  zip=$(one dist/*-mac-"$ARCH".zip)
  mkdir "$RUNNER_TEMP/zip"
  ditto -x -k "$zip" "$RUNNER_TEMP/zip"
  node tools/package/try-installed.mjs "$RUNNER_TEMP/zip/Hive Migration Assistant.app/Contents/Resources/hive-migrate"

  hdiutil attach -nobrowse -mountpoint "$RUNNER_TEMP/disk" "$(one dist/*-mac-"$ARCH".dmg)"
  ditto "$RUNNER_TEMP/disk/Hive Migration Assistant.app" '/Applications/Hive Migration Assistant.app'
  hdiutil detach "$RUNNER_TEMP/disk"
  app='/Applications/Hive Migration Assistant.app'
  # What is signed at all has to be signed well; whether it must be is said where it is built.
  if codesign --display "$app" 2> /dev/null; then codesign --verify --deep --strict "$app"; fi
  keep "$app/Contents/Resources/hive-migrate" "$app/Contents/MacOS/Hive Migration Assistant"
  ;;
Windows)
  # Git's bash would make a path of every /S.
  export MSYS_NO_PATHCONV=1
  setup=$(one dist/*-win-"$ARCH"-setup.exe)
  # As docs/unattended.md says: no window, no question, no administrator.
  powershell -NoProfile -Command "exit (Start-Process -Wait -PassThru -FilePath '$setup' -ArgumentList '/S').ExitCode"
  place="$LOCALAPPDATA\\Programs\\Hive Migration Assistant"
  test -e "$place\\Hive Migration Assistant.exe"
  # The one on the PATH, which the installer has put there.
  command="$LOCALAPPDATA\\Microsoft\\WindowsApps\\hive-migrate.cmd"
  test -e "$command"
  keep "$command" "$place\\Hive Migration Assistant.exe"
  ;;
esac
