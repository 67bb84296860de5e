; Parts that electron-builder's NSIS script includes (electron-builder.yml, nsis.include).

; For the current user, without asking: the page that asks, and the administrator that the other answer needs, stay away.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

; hive-migrate on the PATH. %LOCALAPPDATA%\Microsoft\WindowsApps is in every user's PATH since Windows 10, so one small file
; there serves, and PATH itself, which installers have cut short before, is not touched. cmd.exe reads the file in another
; code page than NSIS writes it: %LOCALAPPDATA% stands for the part that has the person's name in it.
!macro customInstall
  Push $R0
  Push $R1
  ${If} ${FileExists} "$LOCALAPPDATA\Microsoft\WindowsApps\*.*"
    StrLen $R0 $LOCALAPPDATA
    StrCpy $R1 $INSTDIR $R0
    ${If} $R1 == $LOCALAPPDATA
      StrCpy $R1 $INSTDIR "" $R0
      StrCpy $R1 "%LOCALAPPDATA%$R1"
    ${Else}
      StrCpy $R1 $INSTDIR
    ${EndIf}
    FileOpen $R0 "$LOCALAPPDATA\Microsoft\WindowsApps\hive-migrate.cmd" w
    FileWrite $R0 '@"$R1\hive-migrate.cmd" %*$\r$\n'
    FileClose $R0
  ${EndIf}
  Pop $R1
  Pop $R0
!macroend

!macro customUnInstall
  Delete "$LOCALAPPDATA\Microsoft\WindowsApps\hive-migrate.cmd"
!macroend
