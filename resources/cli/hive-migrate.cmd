@echo off
rem The command line of the installed app: the app's own runtime, as a Node (docs/adr/0010-fuses.md).
setlocal
set ELECTRON_RUN_AS_NODE=1
"%~dp0Hive Migration Assistant.exe" "%~dp0resources\app.asar\out\cli\hive-migrate.js" %*
exit /b %errorlevel%
