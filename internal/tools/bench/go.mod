// A module of its own, so that the provider's module depends on nothing for it.
module github.com/sessmtp/terraform-provider-sessmtp/internal/tools/bench

go 1.26.0
