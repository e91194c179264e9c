// A module of its own, so that the provider's module depends on nothing for it.
module github.com/sessmtp/terraform-provider-sessmtp/internal/tools/checklogin

go 1.26.0

require github.com/sessmtp/terraform-provider-sessmtp v0.0.0

replace github.com/sessmtp/terraform-provider-sessmtp => ../../..
