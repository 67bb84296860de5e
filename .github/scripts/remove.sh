#!/usr/bin/env bash
# Removes what install.sh has installed, and looks whether anything of it is left.
set -euo pipefail

gone() { for file in "$@"; do if [ -e "$file" ]; then echo "Still there: $file" >&2; exit 1; fi; done; }

case $RUNNER_OS in
Linux)
  sudo apt-get purge --yes hive-migration-assistant
  gone /usr/bin/hive-migrate /usr/bin/hive-migration-assistant '/opt/Hive Migration Assistant' \
    /usr/share/man/man1/hive-migrate.1 /usr/share/applications/hive-migration-assistant.desktop
  ;;
macOS)
  rm -r '/Applications/Hive Migration Assistant.app'
  ;;
Windows)
  # Git's bash would make a path of every /S.
  export MSYS_NO_PATHCONV=1
  place="$LOCALAPPDATA\\Programs\\Hive Migration Assistant"
  # It copies itself away and goes on there: _?= makes it stay, and so be waited for.
  powershell -NoProfile -Command \
    "exit (Start-Process -Wait -PassThru -FilePath '$place\\Uninstall Hive Migration Assistant.exe' -ArgumentList '/S', '_?=$place').ExitCode"
  gone "$LOCALAPPDATA\\Microsoft\\WindowsApps\\hive-migrate.cmd" "$place\\Hive Migration Assistant.exe"
  ;;
esac
