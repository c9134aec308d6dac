# Completion for bash: source this file, or put it where bash-completion looks.
# After "patchbay sh" a node that runs completes its own commands.

_patchbay_node() {
  "$1" sh ${2:+--data "$2"} "${@:3}" 2>/dev/null
}

_patchbay() {
  local current=${COMP_LINE:0:COMP_POINT}
  local -a words
  read -ra words <<<"$current"
  [[ $current == *[[:space:]] ]] && words+=("")
  local last=$((${#words[@]} - 1)) word=${words[${#words[@]} - 1]} list="" data="" at=2

  if [[ $last -gt 1 && ${words[last - 1]} == --data ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$word")
    return
  elif [[ ${words[1]} == sh ]]; then
    while [[ $at -lt $last && ${words[at]} == -* ]]; do
      if [[ ${words[at]} == --data ]]; then
        data=${words[at + 1]}
        ((at++))
      fi
      ((at++))
    done
    if [[ $at -ge $last && $word == -* ]]; then
      list="--data --json --help"
    else
      # The command and its words, each in quotes, as the shell's own line editor asks.
      list=$(_patchbay_node "$1" "$data" \
        "__complete $((last - at)) [$(printf "'%s' " "${words[@]:at}")]")
    fi
  elif [[ $last -eq 1 ]]; then
    list="sh cli prepare replay new-policy --network --connect --listen --features --data --set --no-shell --help --version"
  elif [[ ${words[last - 1]} == --network ]]; then
    list="main test testnet4 signet regtest"
  fi
  mapfile -t COMPREPLY < <(compgen -W "$list" -- "$word")
  # A colon ends a word for bash: what stands before it is there already.
  if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
  fi
}

complete -o default -F _patchbay patchbay
