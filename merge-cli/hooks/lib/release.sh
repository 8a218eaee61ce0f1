# shellcheck shell=bash
# What the hooks of a release have in common. A hook reads this file, then calls `begin "$@"`.
#
# Functions whose output is taken by $(...) end by `|| exit` where a command may fail: bash forgets `set -e` there.

set -euo pipefail

# Standard input is empty: a question of git's would wait for nobody.
export GIT_TERMINAL_PROMPT=0

# Ends the hook with a no. dbmerge shows the last line.
no() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Reads the options of a hook and the settings of the release.
begin() {
  local option
  dry_run=${DBMERGE_DRY_RUN:-0}
  for option in "$@"; do
    case $option in
      --help)
        sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
      --dry-run) dry_run=1 ;;
      *) no "$option is no option of this hook; --help tells what it takes." ;;
    esac
  done
  settings=${DBMERGE_RELEASE_CONF:-$(dirname "$0")/lib/release.conf}
  [ -f "$settings" ] || no "There are no settings at $settings: copy release.conf.sample there and fill it in."
  case $settings in
    */*) ;;
    *) settings=./$settings ;;
  esac
  # shellcheck source=/dev/null
  . "$settings"
  [[ ${RELEASE:-} =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] ||
    no "RELEASE in $settings is '${RELEASE:-}': give this release a name of letters, digits, dots and dashes."
  remote=${REMOTE:-origin}
  tag=${TAG:-before-$RELEASE}
}

dry() {
  [ "$dry_run" != 0 ]
}

# Does what is given, or says that it would.
change() {
  if dry; then
    echo "would run: $*"
  else
    "$@"
  fi
}

# Gives a setting of an application, or nothing: `optional ETM URL` is $ETM_URL.
optional() {
  local name=$1_$2
  printf '%s\n' "${!name:-}"
}

# Gives a setting of an application that has to be there.
needed() {
  local name=$1_$2
  [ -n "${!name:-}" ] || no "$name is not set in $settings."
  printf '%s\n' "${!name}"
}

# Runs a command whose first words are in a setting, such as CAP="bundle exec cap".
call() {
  local words
  read -ra words <<< "$1"
  "${words[@]}" "${@:2}"
}

# Runs a command on a host: `on deploy@host 'uptime'`.
on() {
  call "${SSH:-ssh}" -o BatchMode=yes -o ConnectTimeout=10 "$1" "$2"
}

# Gives what a URL answers. Names and passwords come from ~/.netrc.
page() {
  call "${CURL:-curl}" --fail --silent --show-error --location --netrc-optional --max-time 20 "$1"
}

# Gives SQL to the database of an application: `sql ETM 'SELECT 1'`. Accounts and passwords come from an option file.
sql() {
  local database file
  database=$(needed "$1" DATABASE) || exit
  file=$(optional "$1" OPTION_FILE)
  call "${MYSQL:-mysql}" ${file:+"--defaults-extra-file=$file"} --batch --skip-column-names "$database" <<< "$2"
}

# Gives a text as SQL that no character of it can end.
literal() {
  printf "_utf8mb4 x'%s'" "$(printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n')"
}

# Runs git in the clone of an application: `in_clone ETM log`.
in_clone() {
  local clone
  clone=$(needed "$1" CLONE) || exit
  call "${GIT:-git}" -C "$clone" "${@:2}"
}

# Fetches both branches of an application.
fetch() {
  local branch branches=()
  for branch in STAGING_BRANCH PRODUCTION_BRANCH; do
    branch=$(needed "$1" "$branch") || exit
    branches+=("+refs/heads/$branch:refs/remotes/$remote/$branch")
  done
  in_clone "$1" fetch --quiet "$remote" "${branches[@]}" ||
    no "$1: the branches cannot be fetched into $(optional "$1" CLONE); git says above why."
}

# Gives the revision that a branch was fetched with: `revision ETM PRODUCTION_BRANCH`.
revision() {
  local branch
  branch=$(needed "$1" "$2") || exit
  in_clone "$1" rev-parse --verify "refs/remotes/$remote/$branch^{commit}"
}

# Remembers a revision for the other hooks of this release, in the clone: `record ETM deployed abc`.
record() {
  in_clone "$1" update-ref "refs/dbmerge/$RELEASE/$2" "$3"
}

# Gives the revision that was remembered, or fails.
recorded() {
  in_clone "$1" rev-parse --quiet --verify "refs/dbmerge/$RELEASE/$2"
}

# Gives the revision that goes live: the one that beta ran when it was looked at, else the staging branch's.
going_live() {
  recorded "$1" staging || revision "$1" STAGING_BRANCH
}

# Gives the revision that the tag of this release is at on the remote, or nothing.
tagged() {
  local found
  found=$(in_clone "$1" ls-remote "$remote" "refs/tags/$tag") ||
    no "$1: the tags of $remote cannot be read; git says above why."
  [ -n "$found" ] || return 0
  in_clone "$1" fetch --quiet --no-tags "$remote" "+refs/tags/$tag:refs/tags/$tag" || exit
  in_clone "$1" rev-parse --verify "refs/tags/$tag^{commit}"
}

# Gives what production was before the release, which is what its tag says.
former() {
  local found
  found=$(tagged "$1") || exit
  [ -n "$found" ] || no "$1 has no tag $tag on $remote, so what it was before the release is not known: let the hook that tags run."
  printf '%s\n' "$found"
}

# Gives the revision that the production branch of an application comes to, or says no.
new_production() {
  local production next own move
  move=$(optional "$1" MOVE)
  case ${move:=forward} in
    forward | rebase | merge) ;;
    *) no "$1_MOVE is '$move' in $settings; it may be forward, rebase or merge." ;;
  esac
  production=$(revision "$1" PRODUCTION_BRANCH) || exit
  next=$(going_live "$1") || exit
  own=$(in_clone "$1" rev-list --cherry-pick --right-only "$next...$production") || exit
  if [ -z "$own" ]; then
    printf '%s\n' "$next"
  elif [ "$move" = forward ]; then
    in_clone "$1" log --no-walk --stdin --format="$1 %h %s" <<< "$own" >&2
    no "$1: production has commits that staging lacks ($(wc -l <<< "$own" | tr -d ' ')). Bring them into staging and look at beta" \
      "again (before-run-10-beta-version), or set $1_MOVE to rebase or merge."
  elif in_clone "$1" merge-base --is-ancestor "$next" "$production"; then
    printf '%s\n' "$production"
  else
    joined "$1" "$move" "$production" "$next"
  fi
}

# Brings commits that production alone has onto, or together with, what goes live; in a folder of its own, beside the clone's.
joined() (
  whose=$1
  place=$(mktemp -d) || exit
  tree=$place/tree
  trap 'in_clone "$whose" worktree remove --force "$tree" 2> /dev/null; rm -rf "$place"' EXIT
  in_clone "$1" worktree add --quiet --detach "$tree" "$3" || exit
  case $2 in
    rebase) work=(rebase --quiet "$4") ;;
    merge) work=(merge --quiet --no-ff --message "Merge staging for release $RELEASE" "$4") ;;
  esac
  if ! call "${GIT:-git}" -C "$tree" "${work[@]}" >&2; then
    no "$1: a $2 of production's own commits does not work by itself, git says above why. Bring them into staging and look at beta" \
      "again (before-run-10-beta-version)."
  fi
  call "${GIT:-git}" -C "$tree" rev-parse HEAD
)

# Says whether settings tell how to ask an application for its revision: `tells_revision ETM BETA`.
tells_revision() {
  [ -n "$(optional "$1" "$2_VERSION_URL")$(optional "$1" "$2_HOSTS")" ]
}

# Says whether an application runs a revision; `said` is what it says itself. A page that shows the revision is asked, else the
# file that Capistrano writes on each host.
runs() {
  local url folder host
  url=$(optional "$1" "$2_VERSION_URL")
  if [ -n "$url" ]; then
    said=$(page "$url") && shows "$said" "$3"
    return
  fi
  folder=$(needed "$1" FOLDER) || exit
  for host in $(optional "$1" "$2_HOSTS"); do
    said=$(on "$host" "cat $folder/current/REVISION") && shows "$said" "$3" || return
  done
}

# Says whether a text has the revision in it, or at least its first seven digits.
shows() {
  local word
  while read -r word; do
    case $2 in
      "$word"*) return 0 ;;
    esac
  done < <(grep -oE '[0-9a-f]{7,40}' <<< "$1")
  return 1
}

# Gives the beginning of a text, to be shown in one line.
brief() {
  local line=${1%%$'\n'*}
  printf '%s' "${line:0:80}"
}
