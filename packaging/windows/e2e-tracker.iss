; Installer for Windows, made with Inno Setup 6:
;   iscc /DVersion=0.1.0 packaging\windows\e2e-tracker.iss
; after `python packaging\build.py folder`. Installs for one user, without administrator rights.

#ifndef Version
  #error "Say the version: iscc /DVersion=…"
#endif

[Setup]
AppId={{7B1E2C54-5D0C-4C53-9A57-3B5B7B0E2E11}
AppName=E2E Tracker
AppVersion={#Version}
AppPublisher=E2E Tracker contributors
DefaultDirName={autopf}\E2E Tracker
DefaultGroupName=E2E Tracker
PrivilegesRequired=lowest
OutputDir=..\..\dist
OutputBaseFilename=e2e-tracker-{#Version}-setup
SetupIconFile=..\..\build\packaging\icons\e2e-tracker.ico
UninstallDisplayIcon={app}\e2e-tracker.exe
LicenseFile=..\..\LICENSE
Compression=lzma2
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Files]
Source: "..\..\dist\e2e-tracker\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\E2E Tracker"; Filename: "{app}\e2e-tracker.exe"
Name: "{autodesktop}\E2E Tracker"; Filename: "{app}\e2e-tracker.exe"; Tasks: desktop

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
; Windows knows the last part of a name only: "Open with" for .json and .ics, without taking the files from others.
Root: HKA; Subkey: "Software\Classes\E2ETracker.File"; ValueType: string; ValueData: "E2E Tracker file"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\E2ETracker.File\shell\open\command"; ValueType: string; ValueData: """{app}\e2e-tracker.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.json\OpenWithProgids"; ValueType: string; ValueName: "E2ETracker.File"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.ics\OpenWithProgids"; ValueType: string; ValueName: "E2ETracker.File"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\e2e-tracker.exe"; Description: "{cm:LaunchProgram,E2E Tracker}"; Flags: nowait postinstall skipifsilent
